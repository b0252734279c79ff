// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** Follows one stuck sender through everything: it is found with all its evidence, and gone after its release. */
class ForgottenSenderIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void isFoundAndGoesWhenItIsReleased(Stage stage) {
        try (WatchedJvm jvm = stage.program(ForgottenSender.class).start()) {
            FindingView found = jvm.awaitFindings(1).findings().get(0);

            assertThat(found.text("role")).isEqualTo("sender");
            assertThat(found.text("operation")).isEqualTo("put");
            assertThat(found.text("verdict")).isEqualTo("stuck");
            assertThat(found.text("fingerprint")).matches("[0-9a-f]{16}");
            assertThat(found.text("waitsAt"))
                    .startsWith("io.parkwatch.it.rendezvous.ForgottenSender.lambda$handle$")
                    .endsWith("(ForgottenSender.java:19)");
            assertThat(found.count()).isEqualTo(1);
            assertThat(found.oldestSeconds()).isBetween(1.0, 600.0);
            assertThat(found.channel("type")).isEqualTo("java.util.concurrent.SynchronousQueue");
            assertThat(found.channel("kind")).isEqualTo("rendezvous");
            assertThat(found.channelCreatedAt().get(0))
                    .isEqualTo("io.parkwatch.it.rendezvous.ForgottenSender.handle(ForgottenSender.java:18)");
            assertThat(found.createdAt().get(0))
                    .isEqualTo("io.parkwatch.it.rendezvous.ForgottenSender.handle(ForgottenSender.java:20)");
            assertThat(found.threads().get(0).get("virtual").getAsBoolean()).isEqualTo(stage.virtual());

            jvm.release();
            jvm.awaitNoFindings();
        }
    }
}
