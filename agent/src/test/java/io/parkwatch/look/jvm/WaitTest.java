// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitTest {
    @Test
    void eachStateThatWaitsIsAKindOfWait() {
        assertThat(Wait.of(Thread.State.WAITING)).isEqualTo(Wait.WAITING);
        assertThat(Wait.of(Thread.State.TIMED_WAITING)).isEqualTo(Wait.TIMED);
        assertThat(Wait.of(Thread.State.BLOCKED)).isEqualTo(Wait.BLOCKED);
        assertThat(Wait.of(Thread.State.RUNNABLE)).isNull();
        assertThat(Wait.of(Thread.State.TERMINATED)).isNull();
    }
}
