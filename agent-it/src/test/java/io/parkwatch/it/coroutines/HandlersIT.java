// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.Handlers;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;

/** Tests the ways to leave a coroutine behind, and their repairs, on the oldest and the newest release. */
class HandlersIT {
    private static final Row[] LEAKS = {
        in("takeAnswer", "droppedChannel").receiver("receive").rendezvous(),
        in("sendResult", "forgottenSender").sender("send").rendezvous(),
        in("sendQuote", "timedOutCaller").sender("send").rendezvous(),
        in("followUpdates", "abandonedReceiver").receiver("receive").sizelessUnbounded(),
        in("workOff", "unclosedWorker").receiver("receive").sizeless(2)
    };

    @OnEachJdk(threads = Threads.PLATFORM)
    void eachLeakIsFoundAndGoesWhenItsScopeIsCancelledAndNoRepairIs(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            Launch launch = Kotlin.program(stage, "Handlers", release).named(release);
            boolean late = stage.jdk().release() >= 21 && release.equals(Kotlin.NEWEST);
            Handlers.checkCoroutines(
                    stage, late ? launch.afterFirstVirtual() : launch, "1 coroutine waits to (send|receive) ", LEAKS);
        }
    }

    private static Row in(String method, String handler) {
        return at(method)
                .on("kotlinx.coroutines.channels.BufferedChannel")
                .started(handler)
                .made(handler);
    }
}
