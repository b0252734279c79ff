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
import java.util.concurrent.CompletableFuture;

/** Tests scopes of jox, which are built on a preview feature of 21. */
class ScopesIT {
    private static final Row[] ROWS = {
        owner("userFork"),
        fork("userFork").started("userFork").sender("send").rendezvous(),
        owner("body"),
        fork("body").started("body").receiver("receiveOrClosed").sizeless(2),
        waits("joinedThere"),
        at("joinedForkThere")
                .receiver("receiveOrClosed")
                .on(Channel.class)
                .rendezvous()
                .started("joined")
                .made("joined"),
        fork("ownBody").started("main").receiver("receiveOrClosed").sizelessUnbounded(),
        waits("cancelledThere"),
        // The library starts a cancellable fork from a fork of its own.
        at("run")
                .waiter("close")
                .on("java.util.concurrent.StructuredTaskScope")
                .itemless()
                .started("cancelled")
                .madeAnywhere(),
        at("cancelledForkThere")
                .receiver("receive")
                .on(Channel.class)
                .rendezvous()
                .startedAnywhere()
                .made("cancelled"),
        owner("parallel"),
        fork("parallel").startedAnywhere().receiver("receiveOrClosed").rendezvous(),
        owner("asked"),
        waits("askedThere").started("asked"),
        at("actorThere")
                .receiver("receiveOrClosed")
                .on(Channel.class)
                .rendezvous()
                .started("asked")
                .made("asked"),
        owner("quiet")
    };

    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21,
            until = 21)
    void eachForkIsFoundAndWhoWaitsForItAndNoQuietActorIs(Stage stage) {
        Table.check(stage, program(stage), ROWS);
    }

    @OnEachJdk(threads = Threads.VIRTUAL, from = 21, until = 21)
    void noRepairIsReportedAndItsScopesEnd(Stage stage) {
        try (WatchedJvm jvm = program(stage).args("repaired").start()) {
            jvm.awaitLine("ended");
            // Ten looks are two thresholds.
            assertThat(jvm.settled(10).findings()).isEmpty();
        }
    }

    private static Launch program(Stage stage) {
        return OldestJox.program(stage, "Scopes").jvm("--enable-preview");
    }

    private static Row fork(String method) {
        return at(method + "There").on(Channel.class).made(method);
    }

    private static Row owner(String method) {
        return waits(method);
    }

    /** Expects a wait for the result of a fork or a scope. */
    private static Row waits(String method) {
        return at(method)
                .waiter("get")
                .on(CompletableFuture.class)
                .itemless()
                .started("main")
                .madeAnywhere();
    }
}
