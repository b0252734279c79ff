// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import static io.parkwatch.it.run.Row.at;

import com.softwaremill.jox.Channel;
import io.parkwatch.it.run.Handlers;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import java.nio.file.Path;

/** Tests the ways to leave an Ox fork behind, and their repairs, in a Scala program. */
class OxHandlersIT {
    private static final Row[] LEAKS = {
        in("takeAnswer", "droppedChannel").receiver("receiveOrClosed").rendezvous(),
        in("sendResult", "forgottenSender").sender("send").rendezvous(),
        in("sendQuote", "timedOutCaller").sender("send").rendezvous(),
        in("followUpdates", "abandonedReceiver").receiver("receiveOrClosed").sizelessUnbounded(),
        in("workOff", "unclosedWorker").receiver("foreach").sizeless(2)
    };

    @OnEachJdk(from = 21)
    void eachLeakIsFoundAndGoesWithItsScopeAndNoRepairIs(Stage stage) {
        Handlers.check(stage, newest(stage), LEAKS);
    }

    @OnEachJdk(from = 21, until = 21)
    void theOldestReleaseIsReadAsWell(Stage stage) {
        Handlers.check(stage, oldest(stage), LEAKS);
    }

    private static Launch newest(Stage stage) {
        return Scala.program(stage, "OxHandlers")
                .with(ox.channels.Channel.class)
                .with(Channel.class);
    }

    /** Its scopes are built on a preview feature. */
    private static Launch oldest(Stage stage) {
        return Scala.program(stage, "OxHandlers")
                .with(Path.of(System.getProperty("ox.oldest")))
                .with(Path.of(System.getProperty("jox.oldest")))
                .jvm("--enable-preview");
    }

    private static Row in(String method, String handler) {
        return at(method).on(Channel.class).started(handler).made(handler);
    }
}
