// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.softwaremill.jox.Channel;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** Tests views of channels, which exist in jox 0.4.0. */
class ViewsIT {
    private static final Row[] ROWS = {
        viewOf("collected").receiver("receive").rendezvous(),
        viewOf("collectedOrClosed").receiver("receiveOrClosed").sizelessUnbounded(),
        viewOf("collectedToList").receiver("toList").sizeless(4),
        viewOf("filtered").receiver("receiveOrClosed").sizeless(2),
        viewOf("filteredForEach").receiver("forEach").rendezvous(),
        viewOf("viewed").receiver("receiveOrClosed").rendezvous(),
        viewOf("selected").receiver("selectOrClosed").rendezvous()
    };

    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void whoReceivesThroughAViewWaitsOnItsChannel(Stage stage) {
        Table.check(stage, program(stage), ROWS);
    }

    @OnEachJdk(threads = Threads.VIRTUAL, from = 21)
    void noneIsReportedWhoseChannelIsClosed(Stage stage) {
        try (WatchedJvm jvm = program(stage).args("repaired").start()) {
            jvm.awaitLine("ended");
            // Ten looks are two thresholds.
            assertThat(jvm.settled(10).findings()).isEmpty();
        }
    }

    private static Launch program(Stage stage) {
        return OldestJox.program(stage, "Views");
    }

    private static Row viewOf(String method) {
        return at(method + "There").on(Channel.class).started("main").made(method);
    }
}
