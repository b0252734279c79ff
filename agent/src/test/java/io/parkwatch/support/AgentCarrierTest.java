// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class AgentCarrierTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void whatItCarriesRunsInTheCallersThreadUntilItWaitsAndGoesOnThere() throws Exception {
        AgentCarrier carrier = new AgentCarrier();
        Thread carried = carrier.thread("carried", () -> {
            done.add("begun");
            LockSupport.park();
            done.add("ended");
        });
        carried.start();
        assertThat(done).isEmpty();

        assertThat(carrier.run()).isTrue();
        assertThat(done).containsExactly("begun");
        assertThat(carried.getState()).isEqualTo(Thread.State.WAITING);
        assertThat(carrier.run()).isFalse();

        LockSupport.unpark(carried);
        assertThat(carrier.run()).isTrue();
        assertThat(done).containsExactly("begun", "ended");
        assertThat(carried.isAlive()).isFalse();
    }

    @Test
    void whatIsThrownInItReachesNobody() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> done.add("heard " + e));
        try {
            AgentCarrier carrier = new AgentCarrier();
            carrier.thread("thrower", () -> {
                        throw new IllegalStateException("on purpose");
                    })
                    .start();
            assertThat(carrier.run()).isTrue();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(done).isEmpty();
    }

    @Test
    void anInterruptOfTheCallersStays() throws Exception {
        AgentCarrier carrier = new AgentCarrier();
        carrier.thread("carried", () -> done.add("ran")).start();
        Thread.currentThread().interrupt();

        assertThat(carrier.run()).isTrue();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly("ran");
    }
}
