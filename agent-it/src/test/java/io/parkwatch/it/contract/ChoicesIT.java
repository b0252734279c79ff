// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.concurrent.ArrayBlockingQueue;

/** Tests the options that select what is reported: {@code channels}, {@code ignore}, {@code traces}. */
class ChoicesIT {
    private static final String PIPE = "io.parkwatch.it.contract.OwnPipe$Pipe";
    private static final String FEED = "io.parkwatch.it.contract.OwnPipe$Feed";

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void theProgramsOwnChannelsAreFoundByTheirMethods(Stage stage) {
        Table.check(
                stage,
                stage.program(OwnPipe.class).also("channels=" + PIPE + "#send=sender;" + FEED + "#next=receiver"),
                Row.at("send").sender("send").on(PIPE).itemless(),
                Row.at("next").receiver("next").on(FEED).itemless());
    }

    @OnOldestAndNewestJdk
    void aPrefixLeavesOutWhatHasItOnItsStack(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(OwnPipe.class).also("ignore=" + PIPE).start()) {
            assertThat(jvm.awaitFindings(1).findings().get(0).waitsAtMethod()).isEqualTo("next");
            assertThat(jvm.settled(5).findings()).hasSize(1);
        }
    }

    @OnOldestAndNewestJdk
    void aFingerprintLeavesOutItsFinding(Stage stage) {
        String fingerprint;
        try (WatchedJvm jvm = stage.program(OneSender.class).named("first").start()) {
            fingerprint = String.valueOf(jvm.awaitFindings(1).findings().get(0).text("fingerprint"));
        }
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .named("second")
                .also("ignore=#" + fingerprint)
                .start()) {
            jvm.awaitReport(report -> assertThat(report.watched("idle")).isPositive());
            assertThat(jvm.settled(10).findings()).isEmpty();
        }
    }

    @OnEachJdk
    void withoutTracesTheChannelIsKnownAndThePlacesAreNot(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(OwnPipe.class).also("traces=0,ignore=" + PIPE).start()) {
            FindingView found = jvm.awaitFindings(1).findings().get(0);

            assertThat(found.channel("type")).isEqualTo(ArrayBlockingQueue.class.getName());
            assertThat(found.channel("capacity")).isEqualTo("1");
            assertThat(found.createdAt()).isEmpty();
            assertThat(found.channelCreatedAt()).isEmpty();
        }
    }
}
