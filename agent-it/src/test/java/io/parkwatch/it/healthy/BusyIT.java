// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.healthy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.KeptOutput;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Stages;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Isolated, since beside other tests a thread may get no core for longer than the threshold, and is rightly reported.
 */
@Isolated
class BusyIT {
    /** Covers four thresholds of ten looks each. */
    private static final int LOOKS = 40;

    /**
     * On 21 pinned waits may hold all carriers at the start, for up to 1.5 s even without an agent (five runs, busy
     * machine), and for 3.1 s on a slower one: whoever waits for a thread without a carrier is stuck meanwhile. So
     * there are more carriers. Each program uses a quarter of a core, so all run at once.
     */
    @Test
    @ExtendWith(KeptOutput.class)
    void threadsThatWaitShortlyAgainAndAgainAreNeverFound() throws Exception {
        Stages.atOnce(
                stage -> stage.program(Busy.class)
                        .fullyCompiled()
                        .jvm("-Djdk.virtualThreadScheduler.parallelism=64")
                        .options("threshold=3s,interval=300ms,port=off,report={name}report.json"),
                jvm -> {
                    for (int i = 0; i < LOOKS; i++) {
                        Report report = jvm.settled(1);
                        assertThat(report.findings()).as("at look %s", i).isEmpty();
                        assertThat(report.problems()).isEmpty();
                        assertThat(report.blind()).isEmpty();
                    }
                    jvm.release();
                });
    }

    /**
     * Gives the machine more work than it can do. A thread that can run is not stuck, however long it waits for a core.
     */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void producersAndConsumersUnderLoadAreNeverFound(Stage stage) {
        try (WatchedJvm jvm = stage.program(Loaded.class).fullyCompiled().start()) {
            for (int i = 0; i < LOOKS / 2; i++) {
                assertThat(jvm.settled(1).findings()).as("at look %s", i).isEmpty();
            }
            jvm.release();
            assertThat(Long.parseLong(jvm.awaitLine("items: ").substring("items: ".length())))
                    .isGreaterThan(1_000);
        }
    }
}
