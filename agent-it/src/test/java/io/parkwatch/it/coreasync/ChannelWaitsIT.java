// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coreasync;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;

class ChannelWaitsIT {
    private static final Row[] ROWS = {
        in("go_take").receiver("<!").rendezvous(),
        in("go_take_buffered").receiver("<!").bounded(0, 3),
        in("go_take_sliding").receiver("<!").bounded(0, 2),
        in("go_take_promised").receiver("<!").sizeless(1),
        in("go_put").sender(">!").rendezvous(),
        in("go_put_full").sender(">!").bounded(1, 1),
        in("go_alts_takes").receiver("alts!"),
        in("go_alts_puts").sender("alts!").rendezvous(),
        in("go_alts_mixed").waiter("alts!").rendezvous(),
        in("go_alts_timed").receiver("alts!").rendezvous(),
        in("go_alt").receiver("alts!").rendezvous(),
        in("callback_take").unstarted().receiver("take!").rendezvous(),
        in("callback_put").unstarted().sender("put!").rendezvous(),
        // One library function does all puts without a callback.
        in("put_BANG_").unstarted().sender("put!").rendezvous().made("put_without_callback"),
        in("thread_take").startedAnywhere().receiver("<!!").rendezvous().made("threads"),
        in("thread_put").startedAnywhere().sender(">!!").bounded(1, 1).made("threads"),
        in("thread_alts_takes")
                .startedAnywhere()
                .receiver("alts!!")
                .rendezvous()
                .made("threads"),
        in("thread_alts_mixed").startedAnywhere().waiter("alts!!").rendezvous().made("threads"),
        in("thread_alts_timed").startedAnywhere().sender("alts!!").rendezvous().made("threads"),
        in("thread_alt").startedAnywhere().receiver("alts!!").rendezvous().made("threads"),
        in("pooled").startedAnywhere().receiver("<!!").rendezvous(),
        in("pipe").started("piped").sender(">!").rendezvous().made("piped"),
        in("mult").unstarted().sender("put!").rendezvous().made("tapped"),
        in("onto_chan_BANG_").started("poured").sender(">!").rendezvous().made("poured"),
        in("run").startedAnywhere().sender(">!!").rendezvous().made("poured_by_a_thread")
    };

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachWaitIsFoundAndNoSleepIs(Stage stage) {
        Launch launch = Clojure.program(stage, "waits", Clojure.NEWEST);
        check(stage, stage.virtual() ? launch.afterFirstVirtual() : launch);
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void theOldestReleaseIsReadAsWell(Stage stage) {
        check(stage, Clojure.program(stage, "waits", Clojure.OLDEST));
    }

    /** Leaves room for the places of all channels beside those of the locks that Clojure makes at its start. */
    private static void check(Stage stage, Launch launch) {
        Table.check(stage, launch.also("traces=20000"), ROWS);
    }

    /** Expects the waiter to be started, and its channel to be created, in a function of this name. */
    private static Row in(String function) {
        return at(function).on("clojure.core.async.impl.channels.ManyToManyChannel");
    }
}
