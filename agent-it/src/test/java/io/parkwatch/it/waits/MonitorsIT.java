// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

class MonitorsIT {
    /** On 21 a virtual thread that waits on a monitor keeps its carrier. */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=16";

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whoWantsAMonitorAndWhoWaitsForANotificationAreFoundAndWhoWaitsInSlicesIsNot(Stage stage) {
        Table.check(
                stage,
                stage.program(Monitors.class).jvm(CARRIERS),
                row(stage, "blocked", Monitors.Vault.class).lock("synchronized").times(3),
                row(stage, "waits", Monitors.Bell.class).waiter("wait"),
                row(stage, "waitsTimed", Monitors.Bell.class).waiter("wait"),
                row(stage, "waitsForAnArray", Monitors.Bell[][].class).waiter("wait"),
                row(stage, "entersAgain", Monitors.Bell.class).lock("synchronized"));
    }

    /**
     * From 24 on, an attached agent does not learn when a virtual thread begins another wait on a monitor, so such
     * waits are only counted.
     */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void anAttachedAgentFindsThoseWhoseWaitsItCanTellApart(Stage stage) {
        Launch launch = stage.program(Monitors.class).jvm(CARRIERS).withoutAgent();
        boolean told = !stage.virtual() || stage.jdk().release() < 24;
        try (WatchedJvm jvm = launch.start()) {
            Cli.Ended attached = Cli.on(stage.jdk())
                    .run(
                            "attach",
                            jvm.pid(),
                            "threshold=1s,interval=200ms",
                            "port=off",
                            "report=" + launch.folder().resolve("report.json"));
            assertThat(attached.code()).as("%s", attached).isEqualTo(told ? 10 : 4);
            assertThat(attached.out().lines().findFirst().orElseThrow())
                    .startsWith(
                            told
                                    ? "7 of "
                                    : "Nothing that Parkwatch sees is stuck; 8 virtual threads in monitors are not seen: attached to JDK ");
            jvm.settled(3);

            Table.found(stage, jvm, told ? before(stage) : new Row[0]);
            assertThat(jvm.report().watched(told ? "stuck" : "waiting")).isGreaterThanOrEqualTo(7);
            assertThat(jvm.report().blind()).isEqualTo(told ? Map.of() : Map.of("virtual_monitor", 8));
        }
    }

    private static Row[] before(Stage stage) {
        return new Row[] {
            row(stage, "blocked", Monitors.Vault.class)
                    .lock("synchronized")
                    .times(3)
                    .started("absent"),
            row(stage, "waits", Monitors.Bell.class).waiter("wait").started("absent"),
            row(stage, "waitsTimed", Monitors.Bell.class).waiter("wait").started("absent"),
            row(stage, "waitsForAnArray", Monitors.Bell[][].class)
                    .waiter("wait")
                    .started("absent"),
            row(stage, "entersAgain", Monitors.Bell.class).lock("synchronized").started("absent")
        };
    }

    /** From 24 on, the JVM calls such a thread RUNNABLE, and reports neither the monitor nor its owner. */
    @OnEachJdk(from = 21)
    void aPlatformThreadThatWantsAMonitorOfAVirtualThreadIsFoundAndOneThatGetsItInTurnsIsNot(Stage stage) {
        try (WatchedJvm jvm = stage.program(HeldByVirtual.class).jvm(CARRIERS).start()) {
            Table.found(stage, jvm, heldByVirtual().started("play"));

            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    @OnEachJdk(from = 21)
    void soItIsByAnAttachedAgent(Stage stage) {
        Launch launch = stage.program(HeldByVirtual.class).jvm(CARRIERS).withoutAgent();
        try (WatchedJvm jvm = launch.start()) {
            Cli.Ended attached = Cli.on(stage.jdk())
                    .run(
                            "attach",
                            jvm.pid(),
                            "threshold=1s,interval=200ms",
                            "port=off",
                            "report=" + launch.folder().resolve("report.json"));

            assertThat(attached.code()).as("%s", attached).isEqualTo(10);
            Table.found(stage, jvm, heldByVirtual().started("absent"));
        }
    }

    private static Row heldByVirtual() {
        return at("blocked")
                .lock("synchronized")
                .on(HeldByVirtual.Vault.class.getName())
                .itemless()
                .made("absent")
                .times(3);
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aQueueOfTheProgramsOwnThatWaitsAndNotifiesIsSeenByWhoIsStuckInIt(Stage stage) {
        Table.check(
                stage,
                stage.program(Mailboxes.class).jvm(CARRIERS),
                row(stage, "put", SlowMailbox.class).waiter("wait").started("forgottenSender"),
                row(stage, "take", SlowMailbox.class).waiter("wait").started("abandonedReceiver"));
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void namedAsAChannelItHasSendersAndReceivers(Stage stage) {
        String type = SlowMailbox.class.getName();
        boolean told = told(stage);
        Table.check(
                stage,
                stage.program(Mailboxes.class)
                        .jvm(CARRIERS)
                        .also("channels=" + type + "#put=sender;" + type + "#take=receiver"),
                at("forgottenSender").sender("put").on(type).itemless().made(told ? "forgottenSender" : "absent"),
                at("abandonedReceiver")
                        .receiver("take")
                        .on(type)
                        .itemless()
                        .made(told ? "abandonedReceiver" : "absent"));
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void itsRepairedTwinHasNoFinding(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(Mailboxes.class).jvm(CARRIERS).args("repaired").start()) {
            jvm.settled(12);

            Table.found(stage, jvm);
        }
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void twoThreadsThatWantEachOthersMonitorAreTwoFindingsAndInOneMethodOneOnTwo(Stage stage) {
        try (WatchedJvm jvm = stage.program(Deadlock.class).jvm(CARRIERS).start()) {
            Report report = Table.found(
                    stage,
                    jvm,
                    monitor(stage, "debit"),
                    monitor(stage, "credit"),
                    at("move")
                            .lock("lockInterruptibly")
                            .on(ReentrantLock.class)
                            .itemless()
                            .made("main")
                            .deadlocked()
                            .times(2));

            assertThat(report.finding("debit").text("summary"))
                    .isEqualTo("1 " + stage.threads().word() + " thread waits in synchronized for "
                            + (told(stage)
                                    ? "an Account that \"scene\" holds, in a circle of 2 threads"
                                    : "a monitor that is not released"));
            FindingView move = report.finding("move");
            assertThat(move.text("summary"))
                    .endsWith(
                            " threads wait in lockInterruptibly for 2 different ReentrantLocks that are not released, in a circle of 2 threads");
            assertThat(move.channel("instances")).isEqualTo("2");
        }
    }

    private static Row monitor(Stage stage, String method) {
        Row row = row(stage, method, Deadlock.Account.class).lock("synchronized");
        return told(stage) ? row.deadlocked() : row;
    }

    /** The class of a virtual thread's monitor is known from 25 on. The creation place of a monitor is never known. */
    private static Row row(Stage stage, String method, Class<?> monitor) {
        Row row = at(method).made("absent");
        return told(stage) ? row.on(monitor.getTypeName()).itemless() : row.on("absent");
    }

    private static boolean told(Stage stage) {
        return !stage.virtual() || stage.jdk().release() >= 25;
    }
}
