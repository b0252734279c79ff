// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;

/** Tests that rare creation places get their stack beside hot ones of the same class and thread. */
class TracesIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aRareCallSiteIsKnownAfterAFloodFromAnother(Stage stage) {
        try (WatchedJvm jvm = stage.program(Flood.class).start()) {
            jvm.settled(1);
            jvm.send("flood");
            jvm.awaitLine("flood");

            Report report = jvm.awaitFindings(1);
            FindingView stuck = report.findings().get(0);
            assertThat(methods(stuck.createdAt())).startsWith("start", "rare", "flood");
            assertThat(methods(stuck.channelCreatedAt())).startsWith("queue", "rare", "flood");

            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    /** Clojure makes a lock for each lazy sequence. */
    @OnEachJdk
    void soIsAChannelsWhileTheProgramMakesLocksAtFullSpeed(Stage stage) {
        try (WatchedJvm jvm = stage.program(FloodOfLocks.class).start()) {
            jvm.settled(1);
            jvm.send("flood");
            jvm.awaitLine("flood");

            FindingView stuck = jvm.awaitFindings(1).findings().get(0);
            assertThat(methods(stuck.channelCreatedAt())).startsWith("rare", "flood");

            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    private static List<String> methods(List<String> stack) {
        return stack.stream().map(FindingView::method).toList();
    }
}
