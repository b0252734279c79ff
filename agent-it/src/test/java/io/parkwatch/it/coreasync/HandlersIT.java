// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coreasync;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.Handlers;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;

/** Tests the ways to leave a go block behind, and their repairs, on the oldest and the newest release. */
class HandlersIT {
    private static final Row[] LEAKS = {
        in("dropped_channel").receiver("<!").rendezvous(),
        in("forgotten_sender").sender(">!").rendezvous(),
        in("timed_out_caller").sender(">!").rendezvous(),
        in("abandoned_receiver").receiver("<!").bounded(0, 10),
        in("unclosed_worker").receiver("<!").bounded(0, 2)
    };

    /** The oldest release is compiled as it loads, the newest ahead of time. */
    @OnEachJdk(threads = Threads.PLATFORM)
    void eachLeakIsFoundAndGoesWhenItsChannelIsClosedAndNoRepairIs(Stage stage) {
        for (String release : Clojure.releases(stage)) {
            Launch launch = release.equals(Clojure.OLDEST)
                    ? Clojure.source(stage, "handlers", release)
                    : Clojure.program(stage, "handlers", release);
            Handlers.checkCoroutines(
                    stage, launch, "1 coroutine waits to (take from|put into) a ManyToManyChannel", LEAKS);
        }
    }

    private static Row in(String handler) {
        return at(handler)
                .on("clojure.core.async.impl.channels.ManyToManyChannel")
                .startedAnywhere()
                // Unknown if it is compiled as it loads: see Clojure.program.
                .madeAnywhere();
    }
}
