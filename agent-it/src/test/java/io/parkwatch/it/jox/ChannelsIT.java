// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import static io.parkwatch.it.run.Row.at;

import com.softwaremill.jox.Channel;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import java.nio.file.Path;

class ChannelsIT {
    private static final Row[] ROWS = {
        channel("send").sender("send").rendezvous(),
        channel("sendOrClosed").sender("sendOrClosed").rendezvous(),
        channel("receive").receiver("receive").rendezvous(),
        channel("receiveOrClosed").receiver("receiveOrClosed").rendezvous(),
        channel("forEach").receiver("forEach").rendezvous(),
        channel("bufferedSend").sender("send").sizeless(1),
        channel("bufferedReceive").receiver("receive").sizeless(16),
        channel("bufferedForEach").receiver("forEach").sizeless(2),
        channel("unlimitedReceive").receiver("receive").sizelessUnbounded(),
        channel("selectSends").sender("select"),
        channel("selectReceives").receiver("select"),
        channel("selectMixed").waiter("select"),
        channel("selectOneSend").sender("select")
    };

    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void eachWaitOnAChannelIsFound(Stage stage) {
        Table.check(stage, stage.program(Channels.class).with(Channel.class), ROWS);
    }

    @OnEachJdk(from = 21)
    void whatLoadsAfterTheFirstVirtualThreadIsWovenAsItIsDefined(Stage stage) {
        Table.check(stage, stage.program(Channels.class).with(Channel.class).afterFirstVirtual(), ROWS);
    }

    @OnEachJdk(threads = Threads.VIRTUAL, from = 21)
    void theOldestReleaseIsReadAsWell(Stage stage) {
        Table.check(stage, stage.program(Channels.class).with(Path.of(System.getProperty("jox.oldest"))), ROWS);
    }

    private static Row channel(String method) {
        return at(method).on(Channel.class);
    }
}
