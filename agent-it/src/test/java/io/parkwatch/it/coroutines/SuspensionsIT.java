// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;

class SuspensionsIT {
    private static final String CHANNEL = "kotlinx.coroutines.channels.BufferedChannel";
    private static final Row[] ROWS = {
        in("send").sender("send").on(CHANNEL).rendezvous(),
        in("bufferedSend").sender("send").on(CHANNEL).sizeless(1),
        in("receive").receiver("receive").on(CHANNEL).rendezvous(),
        in("receiveCatching").receiver("receive").on(CHANNEL).sizeless(3),
        in("iterate").receiver("receive").on(CHANNEL).sizeless(1),
        in("unlimitedReceive").receiver("receive").on(CHANNEL).sizelessUnbounded(),
        in("produced").sender("send").on(CHANNEL).rendezvous(),
        in("acted").receiver("receive").on(CHANNEL).rendezvous(),
        at("invokeSuspend")
                .sender("send")
                .on(CHANNEL)
                .sizeless(1)
                .startedAnywhere()
                .madeAnywhere(),
        in("buffered").waiter("await").itemless().madeAnywhere(),
        in("selectReceives").receiver("select").on(CHANNEL),
        in("selectSends").sender("select").on(CHANNEL),
        in("selectMixed").waiter("select").on(CHANNEL),
        in("selectTimed").waiter("select").on(CHANNEL),
        in("selectSlowly").receiver("select").on(CHANNEL),
        in("await").waiter("await").itemless().madeAnywhere(),
        in("join").waiter("join").itemless().madeAnywhere(),
        in("awaitEach")
                .waiter("await")
                .on("kotlinx.coroutines.DeferredCoroutine")
                .itemless(),
        in("joinEach")
                .waiter("join")
                .on("kotlinx.coroutines.StandaloneCoroutine")
                .itemless(),
        in("selectJobs")
                .waiter("select")
                .on("kotlinx.coroutines.StandaloneCoroutine")
                .itemless(),
        in("selectJobAndChannel").waiter("select").on(CHANNEL),
        in("lock").lock("lock").on("kotlinx.coroutines.sync.MutexImpl").itemless(),
        in("acquire")
                .lock("acquire")
                .on("kotlinx.coroutines.sync.SemaphoreImpl")
                .itemless(),
        // A lambda has no frame of its enclosing function.
        in("blocking").receiver("receive").on(CHANNEL).rendezvous().startedAnywhere(),
        in("blockingSend").sender("send").on(CHANNEL).rendezvous()
    };

    private static final Row[] FLOWS = {
        in("filled")
                .sender("send")
                .on(CHANNEL)
                .sizeless(2)
                .started("invokeSuspend")
                .made("invokeSuspend"),
        in("called").receiver("receive").on(CHANNEL).sizeless(64).made("calledThere"),
        in("consumed").receiver("receive").on(CHANNEL).sizeless(3),
        at("invokeSuspend")
                .receiver("receive")
                .on(CHANNEL)
                .rendezvous()
                .started("launched")
                .made("launched"),
        in("tail").receiver("receive").on(CHANNEL).rendezvous()
    };

    private static final Row[] SCOPES = {
        in("scoped").receiver("receive").on(CHANNEL).rendezvous(),
        in("supervised").sender("send").on(CHANNEL).rendezvous(),
        in("switched").receiver("receive").on(CHANNEL).sizeless(1),
        in("timed").receiver("receive").on(CHANNEL).rendezvous(),
        in("told").sender("send").on(CHANNEL).rendezvous(),
        in("blocked")
                .receiver("receive")
                .on(CHANNEL)
                .rendezvous()
                .startedAnywhere()
                .made("blockedThere")
    };

    @OnEachJdk(threads = Threads.PLATFORM)
    void eachSuspensionIsFoundAndADelayIsNone(Stage stage) {
        Table.check(stage, Kotlin.program(stage, "Waits", Kotlin.NEWEST), ROWS);
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void theOldestReleaseIsReadAsWell(Stage stage) {
        Table.check(stage, Kotlin.program(stage, "Waits", Kotlin.OLDEST), ROWS);
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void eachWaitInAFlowIsFoundAndNoQuietFlowIs(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            Table.check(stage, Kotlin.program(stage, "Flows", release).named(release), FLOWS);
        }
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachWaitInAScopeIsFoundWhateverThreadItBlocks(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            Table.check(stage, Kotlin.program(stage, "Scopes", release).named(release), SCOPES);
        }
    }

    /** Expects the coroutine to be started, and its channel to be created, in a function of this name. */
    private static Row in(String function) {
        return at(function + "There").started(function).made(function);
    }
}
