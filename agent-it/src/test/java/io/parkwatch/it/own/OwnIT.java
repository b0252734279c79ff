// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

class OwnIT {
    private static final String CHANNELS = "channels=" + Pipe.class.getName() + "#send=sender;" + Pipe.class.getName()
            + "#next=receiver;" + Line.class.getName() + "#push=sender;" + Line.class.getName() + "#pull=receiver;"
            + Bell.class.getName() + "#hear=receiver";

    /** On 21 a virtual thread that holds a monitor keeps its carrier. */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=8";

    /** The first release whose JVM reports the monitor that a virtual thread waits on. */
    private static final int MONITORS_OF_VIRTUAL = 25;

    /** The exit code of the command line if something is stuck. */
    private static final int STUCK = 10;

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aNamedTypeStandsForWhatExtendsOrImplementsIt(Stage stage) {
        Table.check(stage, stage.program(Pipes.class).jvm(CARRIERS).also(CHANNELS), rows(stage));
    }

    private static Row[] rows(Stage stage) {
        return new Row[] {
            at("itself").sender("send").on(Pipe.class).itemless(),
            at("overridden").sender("send").on(LoudPipe.class).itemless(),
            at("replaced").sender("send").on(LockedPipe.class).itemless(),
            at("replacedNext").receiver("next").on(LockedPipe.class).itemless(),
            at("anonymous").receiver("next").on(Pipes.class.getName() + "$1").itemless(),
            at("implemented").receiver("pull").on(RingLine.class).itemless(),
            at("wrapped").sender("push").on(RingLine.class).itemless(),
            // It was woven after its interface was known, so its creation place is unknown.
            at("byWayOfAnother").sender("push").on(Duplex.Both.class).itemless().madeAnywhere(),
            at("queued").sender("push").on(QueuedLine.class).bounded(1, 1),
            at("helped").receiver("next").on(Pipe.class).itemless(),
            heard(stage)
        };
    }

    private static Row heard(Stage stage) {
        Row heard = at("heard").receiver("hear").itemless();
        return stage.threads() == Threads.PLATFORM || stage.jdk().release() >= MONITORS_OF_VIRTUAL
                ? heard.on(Bell.Gong.class)
                : heard.on(Bell.class).madeAnywhere();
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void annotatedMethodsAreAsIfTheyWereNamed(Stage stage) {
        Table.check(stage, Letters.class, annotated());
    }

    private static Row[] annotated() {
        return new Row[] {
            at("dropped").sender("drop").on(Letters.Box.class).itemless(),
            at("fetched").receiver("fetch").on(Letters.Box.class).itemless(),
            at("implemented").sender("post").on(Letters.Door.class).itemless(),
            at("extended").receiver("fetch").on(Letters.SafeBox.class).itemless(),
            at("inherited").receiver("open").on(Letters.OakChest.class).itemless(),
            at("unnamed").receiver("empty").on(Letters.Pigeonhole.class).itemless()
        };
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whoWaitsOnAnObjectThatAChannelKeepsToItselfIsToldOnThatChannel(Stage stage) {
        boolean told = stage.threads() == Threads.PLATFORM || stage.jdk().release() >= MONITORS_OF_VIRTUAL;
        Row guarded = at("guarded").receiver("collect").on(Desks.Desk.class).itemless();
        Row linked = at("linked").receiver("fetch").on(Desks.Shelf.class).itemless();
        Row sliced = at("sliced").receiver("poll").on(Desks.Tray.class).itemless();
        Row filled = at("filled").receiver("next").on(Desks.Tray.class).itemless();
        Table.check(
                stage,
                stage.program(Desks.class).jvm(CARRIERS),
                told ? guarded : guarded.made("absent"),
                told ? filled : filled.made("absent"),
                told ? linked : linked.made("absent"),
                told ? sliced : sliced.made("absent"),
                at("shared").receiver("collect").on(Desks.Desk.class).itemless().made("absent"));
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whoParksInAChannelsMethodIsToldOnThatChannel(Stage stage) {
        Table.check(
                stage,
                Hatches.class,
                at("taken").receiver("take").on(Hatches.Hatch.class).itemless(),
                at("given").sender("give").on(Hatches.Hatch.class).itemless(),
                at("polled").receiver("poll").on(Hatches.Hatch.class).itemless(),
                at("named").receiver("next").on(Hatches.Hatch.class).itemless(),
                at("served")
                        .receiver("serve")
                        .on(Hatches.Hatch.class)
                        .itemless()
                        .made("absent"));
    }

    @OnEachJdk
    void aNamedMethodThatTheClassDoesNotHaveIsToldInOneLine(Stage stage) {
        try (WatchedJvm jvm = stage.program(Quiet.class)
                .also("channels=" + Quiet.Box.class.getName() + "#taake=receiver")
                .start()) {
            jvm.awaitErr("parkwatch: channels: " + Quiet.Box.class.getName()
                    + " has no method taake of its own: name the class or interface that declares it");
            assertThat(jvm.awaitFindings(3).finding("emptied")).isNotNull();
        }
    }

    /** A lock that several channels share does not identify the channel of a waiting thread. */
    @OnEachJdk
    void whoWaitsInAMethodThatIsNotNamedIsAWaiter(Stage stage) {
        Table.check(
                stage,
                Quiet.class,
                at("emptied").waiter("wait").on(Quiet.Box.class).itemless(),
                at("paused").waiter("wait").on(Quiet.Pausable.class).unbounded(0),
                at("shared").receiver("take").on(Quiet.Tube.class).itemless().made("absent"));
    }

    @OnEachJdk(threads = Threads.VIRTUAL, from = 21)
    void whatLoadsAfterTheFirstVirtualThreadIsWovenAsItIsDefined(Stage stage) {
        Launch named = stage.program(Pipes.class).jvm(CARRIERS).also(CHANNELS).named("named");
        Table.check(stage, named.afterFirstVirtual(), rows(stage));
        Table.check(stage, stage.program(Letters.class).afterFirstVirtual(), annotated());
    }

    @OnEachJdk
    void theStackBeginsAtTheNamedMethod(Stage stage) {
        try (WatchedJvm jvm = stage.program(Pipes.class).also(CHANNELS).start()) {
            FindingView found = jvm.awaitFindings(rows(stage).length).finding("overridden");

            assertThat(found.stack().get(0)).startsWith(Pipe.class.getName() + ".send(");
            assertThat(found.stack().get(1)).startsWith(LoudPipe.class.getName() + ".send(");
        }
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void annotationsOfWhatIsLoadedAlreadyAreReadByAnAgentThatComesLate(Stage stage) {
        Launch launch = stage.program(Letters.class).withoutAgent();
        try (WatchedJvm jvm = launch.start()) {
            assertThat(Cli.on(stage.jdk())
                            .run(
                                    "attach",
                                    jvm.pid(),
                                    "threshold=1s,interval=200ms,port=off,report=" + launch.folder() + "/report.json")
                            .code())
                    .isIn(0, STUCK);

            // The creation places are unknown. So is the subclass, since none of its methods is on the stack.
            Table.found(
                    stage,
                    jvm,
                    before("dropped").sender("drop").on(Letters.Box.class).itemless(),
                    before("fetched").receiver("fetch").on(Letters.Box.class).itemless(),
                    before("implemented").sender("post").on(Letters.Door.class).itemless(),
                    before("extended").receiver("fetch").on(Letters.Box.class).itemless(),
                    before("inherited")
                            .receiver("open")
                            .on(Letters.OakChest.class)
                            .itemless(),
                    before("unnamed")
                            .receiver("empty")
                            .on(Letters.Pigeonhole.class)
                            .itemless());

            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    private static Row before(String method) {
        return at(method).startedAnywhere().madeAnywhere();
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whatIsLoadedAlreadyIsKnownToAnAgentThatComesLate(Stage stage) {
        Launch launch = stage.program(Pipes.class).jvm(CARRIERS).withoutAgent();
        String options = "threshold=1s,interval=200ms,port=off,report=" + launch.folder() + "/report.json,";
        try (WatchedJvm jvm = launch.start()) {
            assertThat(Cli.on(stage.jdk())
                            .run("attach", jvm.pid(), options + CHANNELS)
                            .code())
                    .isIn(0, STUCK);
            jvm.send("more");
            jvm.awaitLine("more");

            // Such an agent does not see when a virtual thread begins to wait on a monitor, so "heard" is only counted.
            boolean monitors =
                    stage.threads() == Threads.PLATFORM || stage.jdk().release() < MONITORS_OF_VIRTUAL;
            int found = rows(stage).length + (monitors ? 1 : 0);
            jvm.awaitFindings(found);
            FindingView more = jvm.settled(8).finding("more");
            assertThat(more.text("operation")).isEqualTo("pull");
            assertThat(more.channel("type")).isEqualTo(RingLine.class.getName());
            assertThat(more.channelCreatedAt()).isNotEmpty();
            assertThat(FindingView.method(more.channelCreatedAt().get(0))).isEqualTo("more");
            assertThat(jvm.report().findings()).hasSize(found);
            FindingView before = jvm.report().finding("overridden");
            assertThat(before.text("operation")).isEqualTo("send");
            assertThat(before.channel("type")).isEqualTo(LoudPipe.class.getName());

            jvm.release();
            jvm.awaitNoFindings();
        }
    }
}
