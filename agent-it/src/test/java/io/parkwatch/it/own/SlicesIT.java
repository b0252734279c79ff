// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** Tests that a wait in slices is measured from the start of the call. */
class SlicesIT {
    private static final String SLOT = Slot.class.getName();
    private static final String CHANNELS = "channels=" + SLOT + "#next=receiver;" + SLOT + "#send=sender;" + SLOT
            + "#sendAll=sender;" + SLOT + "#drain=receiver;" + SLOT + "#each=receiver";
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=8";
    private static final Row[] ROWS = {
        at("waiting").receiver("next").on(Slot.class).itemless().madeAnywhere(),
        at("parking").sender("send").on(Slot.class).itemless().madeAnywhere(),
        at("within").sender("send").on(Slot.class).itemless().madeAnywhere(),
        at("recursive").sender("send").on(Slot.Deep.class).itemless().madeAnywhere()
    };

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whoIsInOneCallForLongIsStuckAndWhoIsInManyIsNot(Stage stage) {
        Table.check(stage, stage.program(Slices.class).jvm(CARRIERS).also(CHANNELS), ROWS);
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void anAgentThatComesLateSeesTheSame(Stage stage) {
        Launch launch = stage.program(Slices.class).jvm(CARRIERS).withoutAgent();
        String options = "threshold=1s,interval=200ms,port=off,report=" + launch.folder() + "/report.json,";
        try (WatchedJvm jvm = launch.start()) {
            assertThat(Cli.on(stage.jdk())
                            .run("attach", jvm.pid(), options + CHANNELS)
                            .err())
                    .doesNotContain("cannot");
            Row[] started = new Row[ROWS.length];
            for (int i = 0; i < ROWS.length; i++) {
                started[i] = ROWS[i].startedAnywhere();
            }
            Table.found(stage, jvm, started);
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    @OnEachJdk
    void withoutTheOptionASliceIsAWaitOfItsOwn(Stage stage) {
        try (WatchedJvm jvm = stage.program(Slices.class).start()) {
            jvm.settled(15);
            Table.found(stage, jvm);
        }
    }
}
