// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import static io.parkwatch.it.run.Row.at;

import com.softwaremill.jox.Channel;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import java.nio.file.Path;

class OxIT {
    private static final Row[] ROWS = {
        channel("send").sender("send").rendezvous(),
        channel("sendOrClosed").sender("sendOrClosed").rendezvous(),
        channel("bufferedSend").sender("send").sizeless(1),
        channel("receive").receiver("receive").sizelessUnbounded(),
        channel("forEach").receiver("foreach").rendezvous(),
        channel("selectReceives").receiver("select"),
        channel("selectMixed").waiter("select")
    };

    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void eachWaitOnAChannelIsFound(Stage stage) {
        Table.check(stage, scala(stage).with(ox.channels.Channel.class).with(Channel.class), ROWS);
    }

    @OnEachJdk(threads = Threads.VIRTUAL, from = 21)
    void theOldestReleaseIsReadAsWell(Stage stage) {
        Launch program = scala(stage)
                .with(Path.of(System.getProperty("ox.oldest")))
                .with(Path.of(System.getProperty("jox.oldest")));
        Table.check(stage, program, ROWS);
    }

    private static Launch scala(Stage stage) {
        return stage.program(OxChannels.class).with(scala.Option.class).with(scala.CanEqual.class);
    }

    private static Row channel(String method) {
        return at(method).on(Channel.class);
    }
}
