// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** Tests that the next looks see a thread running that was woken while it was tried. */
class TriedIT {
    private static final int LOOKS = 3;

    @OnEachJdk(threads = Threads.VIRTUAL)
    void whoIsWokenWhileItIsTriedIsNoFindingAFewLooksLater(Stage stage) {
        try (WatchedJvm jvm = stage.program(Tried.class)
                .fullyCompiled()
                .also("proof=on")
                .jvm(ListedThreads.OPEN)
                .start()) {
            jvm.awaitReport(report -> {
                assertThat(Told.count(report, "Tried.ends")).isEqualTo(Tried.EACH);
                assertThat(Told.count(report, "Tried.runsOn")).isEqualTo(Tried.EACH);
            });
            check(jvm, "ends");
            check(jvm, "runs");
            jvm.release();
            jvm.awaitNoFindings();
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
        }
    }

    private static void check(WatchedJvm jvm, String word) {
        int before = jvm.out().size();
        jvm.send(word);
        WatchedJvm.await("threads that are woken").until(() -> jvm.out().size() == before + 2);
        int woken = Integer.parseInt(jvm.out().get(before).replace("woken ", ""));
        assertThat(woken).isPositive();

        Report later = jvm.settled(LOOKS);
        assertThat(Told.count(later, "Tried." + word)).isEqualTo(Tried.EACH - woken);
        assertThat(later.watched("leaked")).isZero();
    }
}
