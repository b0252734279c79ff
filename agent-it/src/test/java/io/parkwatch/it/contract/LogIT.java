// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** Tests the lines about findings on standard error. */
class LogIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aFindingIsALineWhenItBeginsAndWhenItEnds(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).start()) {
            String fingerprint =
                    String.valueOf(jvm.awaitFindings(1).findings().get(0).text("fingerprint"));
            jvm.settled(3);
            assertThat(jvm.findingLines())
                    .singleElement()
                    .asString()
                    .startsWith("finding #" + fingerprint
                            + " is stuck: 1 " + stage.threads().word()
                            + " thread waits to put into a SynchronousQueue that"
                            + " nobody takes from, at io.parkwatch.it.contract.OneSender.");

            jvm.release();
            jvm.awaitNoFindings();
            jvm.settled(2);
            assertThat(jvm.findingLines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("finding #" + fingerprint + " has ended (threads at most: 1), at io.parkwatch.");
            assertThat(jvm.agentLines()).hasSize(1);
        }
    }

    @OnOldestAndNewestJdk
    void offIsOff(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).also("log=off").start()) {
            jvm.awaitFindings(1);
            jvm.settled(3);
            assertThat(jvm.findingLines()).isEmpty();
        }
    }
}
