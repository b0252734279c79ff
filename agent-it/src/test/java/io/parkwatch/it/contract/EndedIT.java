// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/**
 * Tests the count of ended stuck waits. The alert rules on receivers use it to distinguish a quiet consumer from a
 * leak.
 */
class EndedIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aStuckWaitThatGoesOnIsCountedFrom0(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .options("threshold=1s,interval=200ms,port=0,report=report.json")
                .start()) {
            String fingerprint =
                    String.valueOf(jvm.awaitFindings(1).findings().get(0).text("fingerprint"));
            jvm.settled(3);
            assertThat(Http.ended(jvm, fingerprint)).isEqualTo("0.0");

            jvm.release();
            jvm.awaitNoFindings();
            assertThat(Http.ended(jvm, fingerprint)).isEqualTo("1.0");
            jvm.settled(3);
            assertThat(Http.ended(jvm, fingerprint)).isEqualTo("1.0");
        }
    }
}
