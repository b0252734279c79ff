// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonitorsTest {
    private final Monitors monitors = new Monitors();

    /** A coroutine has no thread. From 25 on the JVM would crash if it were asked for the snapshot of null. */
    @Test
    void noThreadOwnsAndWantsNothing() {
        assertThat(monitors.owned(null)).isEmpty();
        assertThat(monitors.wanted(null)).isNull();
    }

    @Test
    void aThreadOwnsWhatItHasEntered() {
        Object monitor = new Object();
        synchronized (monitor) {
            if (monitors.areKnown()) {
                assertThat(monitors.owned(Thread.currentThread())).contains(monitor);
            }
        }
    }
}
