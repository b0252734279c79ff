// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static io.parkwatch.detect.Waits.AWAIT;
import static io.parkwatch.detect.Waits.PARK;
import static io.parkwatch.detect.Waits.PUT;
import static io.parkwatch.detect.Waits.RUN;
import static io.parkwatch.detect.Waits.TAKE;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.families.AllFamilies;
import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {
    private final Detector detector = Waits.detector();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.Timer.a",
                "javax.swing.Timer.a",
                "jdk.internal.X.a",
                "sun.misc.X.a",
                "com.sun.proxy.$Proxy7.a",
                "kotlin.X.a",
                "kotlinx.coroutines.X.a",
                "scala.concurrent.X.a",
                "clojure.core$deref.invoke",
                "groovy.lang.Closure.call",
                "com.softwaremill.jox.Channel.send",
                "*com.acme.OwnQueue.put",
                "com.acme.$Proxy12.a",
                "$Proxy12.a",
                "jdk.proxy2.$Proxy12.a",
                "com.acme.Shop$$FastClassBySpringCGLIB$$ab12.invoke",
                "com.acme.Shop$$FastClassByGuice$$12.invoke",
                "jdk.internal.reflect.DirectMethodHandleAccessor.invoke",
                "jdk.internal.reflect.GeneratedMethodAccessor12.invoke",
                "sun.reflect.GeneratedMethodAccessor12.invoke",
                "com.acme.Shop$$Lambda/0x00007f1234567890.run",
                "com.acme.Shop$$Lambda$14/0x0000000800c03000.run",
                "com.acme.Spun/0x0000000800c03000.run",
            })
    void aFrameThatIsNotTheProgramsIsNeverWhereItWaits(String frame) {
        Classification.Stuck is = stuck(PUT + frame + " < com.acme.Search.first < " + frame);

        assertThat(is.waitsAt().text()).isEqualTo("com.acme.Search.first(File.java:7)");
        assertThat(is.fingerprint())
                .isEqualTo(stuck(PUT + "com.acme.Search.first").fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javafaker.X.a",
                "kotlinx.serialization.X.a",
                "com.sunny.X.a",
                "com.acme.Proxy$Proxy.a",
                "com.acme.Search$1.run",
                "com.acme.Shop$$SpringCGLIB$$0.buy",
                "com.acme.GeneratedMethods.a",
                "org.example.jox.Channel.send",
            })
    void aFrameThatOnlyLooksLikeALibrarysIsTheProgramsOwn(String frame) {
        assertThat(stuck(PUT + frame + " < com.acme.Search.first" + RUN).waitsAt())
                .isEqualTo(Waits.frame(frame));
    }

    @Test
    void withoutAnyProgramFrameTheOutermostFrameStandsIn() {
        Classification.Stuck is = stuck(PUT + "juc.FutureTask.run < juc.ThreadPoolExecutor.runWorker" + RUN);

        assertThat(is.waitsAt().text()).isEqualTo("java.lang.Thread.run(File.java:7)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Shop.main",
                "com.acme.Shop.run < com.acme.Shop.main",
                "com.acme.Shop.main < jdk.internal.reflect.DirectMethodHandleAccessor.invoke < java.lang.reflect.Method.invoke",
                "com.acme.Shop.main < java.lang.reflect.Method.invoke < org.springframework.boot.loader.launch.JarLauncher.main",
                "com.acme.Shop.main < java.lang.invoke.LambdaForm$DMH.invokeStatic < jdk.internal.misc.MainMethodFinder.main",
            })
    void aWaiterInMainIsTheMainEntry(String frames) {
        Classification is = detector.classify(Waits.wait(PARK + "juc.CountDownLatch.await < " + frames));

        assertThat(is).isInstanceOfSatisfying(Classification.Main.class, main -> {
            assertThat(main.operation().name()).isEqualTo("await");
            assertThat(main.waitsAt().className()).isEqualTo("com.acme.Shop");
        });
    }

    /**
     * A main method that possibly hangs is the same finding as in any other method, unless the rest of the look shows
     * that the program serves.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "juc.CompletableFuture.waitingGet < juc.CompletableFuture.join < com.acme.Batch.fetch < com.acme.Batch.main",
                "juc.FutureTask.awaitDone < juc.FutureTask.get < com.acme.Batch.main",
                "juc.FutureTask.get < juc.AbstractExecutorService.invokeAll < com.acme.Batch.main",
                "juc.ForkJoinTask.awaitDone < juc.ForkJoinPool.invoke < com.acme.Batch.main",
                "juc.ThreadPerTaskExecutor$ThreadBoundFuture.get < com.acme.Batch.main",
            })
    void aMainThatWaitsForAResultMayHang(String frames) {
        Classification is = is(PARK + frames);

        assertThat(is).isInstanceOfSatisfying(Classification.Main.class, main -> {
            assertThat(main.end()).isFalse();
            assertThat(main.joins()).isFalse();
            assertThat(main.unlessItServes()).isNotNull().satisfies(stuck -> {
                assertThat(stuck.operation()).isEqualTo(main.operation());
                assertThat(stuck.waitsAt()).isEqualTo(main.waitsAt());
            });
        });
    }

    @Test
    void aMainThatJoinsMayHangAsWhatItJoinsDoes() {
        String join = "java.lang.Object.wait < java.lang.Thread.join < com.acme.Batch.main";

        assertThat(is(join)).isInstanceOfSatisfying(Classification.Main.class, main -> {
            assertThat(main.joins()).isTrue();
            assertThat(main.end()).isFalse();
            assertThat(main.unlessItServes()).isNotNull();
        });
        Observation itself = Waits.wait(join).on(0, new Holder(1, "main", false, Holder.JOINED));
        assertThat(detector.classify(itself)).isInstanceOfSatisfying(Classification.Main.class, main -> {
            assertThat(main.end()).isTrue();
            assertThat(main.unlessItServes()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "juc.CountDownLatch.await < com.acme.Shop.main",
                "juc.locks.AbstractQueuedSynchronizer$ConditionObject.await < com.acme.Shop.main",
                "juc.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos < juc.ThreadPoolExecutor.awaitTermination < com.acme.Shop.main",
                // The forks of a scope are reported as separate findings.
                "juc.CompletableFuture.get < ox.DefaultSupervisor.f$proxy1$1 < ox.DefaultSupervisor.join < ox.supervised$package$.$anonfun$1 < com.acme.Shop.main",
                "juc.CompletableFuture.get < com.softwaremill.jox.structured.DefaultSupervisor.join < com.acme.Shop.main",
            })
    void aMainThatWaitsForASignalIsNoFindingAndNobodyKnowsWhatItWaitsFor(String frames) {
        assertThat(is(PARK + frames)).isInstanceOfSatisfying(Classification.Main.class, main -> {
            assertThat(main.end()).isFalse();
            assertThat(main.unlessItServes()).isNull();
        });
    }

    /** A barrier does not mark the end of a program: the last thread to arrive continues like all others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "juc.locks.AbstractQueuedSynchronizer$ConditionObject.await < juc.CyclicBarrier.dowait < juc.CyclicBarrier.await",
                "juc.Phaser.awaitAdvance",
                "juc.Phaser.arriveAndAwaitAdvance",
            })
    void aMainAtABarrierIsAFinding(String frames) {
        assertThat(is(PARK + frames + " < com.acme.Batch.main")).isInstanceOf(Classification.Stuck.class);
        assertThat(is(PARK + frames + " < spark.Service.awaitStop < com.acme.Shop.main"))
                .as("as a row says")
                .isInstanceOf(Classification.Main.class);
    }

    /** The frames of a server show that the program ends when this wait ends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "juc.CompletableFuture.get < com.linecorp.armeria.server.Server.blockUntilShutdown",
                "juc.CountDownLatch.await < reactor.core.publisher.BlockingSingleSubscriber.blockingGet < reactor.core.publisher.Mono.block < reactor.netty.transport.ServerTransport.bindUntilJavaShutdown",
                AWAIT + "io.quarkus.runtime.ApplicationLifecycleManager.run",
                "juc.CountDownLatch.await < io.micronaut.runtime.Micronaut.lambda$start$2 < io.micronaut.runtime.Micronaut.start",
                "juc.CountDownLatch.await < spark.Service.awaitStop",
                "juc.CountDownLatch.await < org.apache.kafka.connect.runtime.Connect.awaitStop",
                "juc.CompletableFuture.get < org.apache.flink.runtime.entrypoint.ClusterEntrypoint.runClusterEntrypoint",
                "juc.CompletableFuture.get < org.apache.flink.runtime.taskexecutor.TaskManagerRunner.runTaskManager",
                "juc.CompletableFuture.get < org.apache.bookkeeper.server.Main.doMain",
            })
    void aServersOwnWaitIsForTheEnd(String frames) {
        assertThat(is(frames + " < com.acme.Shop.main")).isInstanceOfSatisfying(Classification.Main.class, main -> {
            assertThat(main.end()).isTrue();
            assertThat(main.unlessItServes()).isNull();
        });
    }

    /** The frames of a coroutine and of the thread that it blocks, or of a {@code suspend fun main}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.ShopKt$main$1.invokeSuspend < kotlinx.coroutines.BlockingCoroutine.joinBlocking < com.acme.ShopKt.main",
                "com.acme.Server$run$1$1.invokeSuspend < kotlinx.coroutines.BlockingCoroutine.joinBlocking < com.acme.Server.run < com.acme.ShopKt.main",
                "com.acme.ShopKt.sold < com.acme.ShopKt.main",
                "com.acme.ShopKt$main$2.invokeSuspend < kotlin.coroutines.jvm.internal.RunSuspend.resumeWith"
            })
    void aCoroutineThatMainIsBlockedByIsTheMainEntry(String frames) {
        assertThat(detector.classify(awaits(frames, Role.WAITER))).isInstanceOf(Classification.Main.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.ShopKt$main$1.invokeSuspend",
                "com.acme.ShopKt$main$1$1.invokeSuspend",
                "com.acme.ShopKt$main$1.invokeSuspend < kotlinx.coroutines.BlockingCoroutine.joinBlocking < com.acme.ShopKt.main$lambda$0"
            })
    void aCoroutineThatMainOnlyStartsIsAFinding(String frames) {
        assertThat(detector.classify(awaits(frames, Role.WAITER))).isInstanceOf(Classification.Stuck.class);
    }

    @Test
    void aCoroutineThatReceivesIsAFindingAlsoInMain() {
        assertThat(detector.classify(awaits("com.acme.ShopKt.main", Role.RECEIVER)))
                .isInstanceOf(Classification.Stuck.class);
    }

    @Test
    void aCoroutineOfMainThatNoThreadRunsIsNoWaitForTheEnd() {
        assertThat(detector.classify(awaits("com.acme.ShopKt$main$1.invokeSuspend < com.acme.ShopKt.main", "dispatch")))
                .isInstanceOf(Classification.Stuck.class);
    }

    private static Observation awaits(String frames, Role role) {
        return awaits(frames, role, "await");
    }

    private static Observation awaits(String frames, String operation) {
        return awaits(frames, Role.WAITER, operation);
    }

    private static Observation awaits(String frames, Role role, String operation) {
        return Observation.at(new Stack(Waits.frames(frames)))
                .coroutine()
                .recorded(role, operation)
                .channel(new ObservedChannel("kotlinx.coroutines.CompletableDeferredImpl", Kind.NONE, null, null, null))
                .build();
    }

    @Test
    void aThreadThatIsBlockedByACoroutineIsToldOnlyWhereThatOneMayBeUnseen() {
        String frames = PARK + "kotlinx.coroutines.BlockingCoroutine.joinBlocking < com.acme.Shop.clean" + RUN;

        assertThat(detector.classify(blocked(frames, false))).isInstanceOf(Classification.Unreported.class);
        assertThat(detector.classify(blocked(frames, true))).isInstanceOf(Classification.Stuck.class);
        assertThat(detector.classify(blocked(frames, false))).isInstanceOf(Classification.Unreported.class);
        assertThat(detector.classify(blocked(PARK + "com.acme.Shop.main", false)))
                .isInstanceOf(Classification.Main.class);
    }

    private static Observation blocked(String frames, boolean atLeast) {
        return Waits.at(Waits.frames(frames))
                .since(0, Instant.EPOCH, atLeast)
                .blocker("kotlinx.coroutines.BlockingCoroutine")
                .build();
    }

    /** The channel of a go block or thread reports its end. */
    @Test
    void mainMayWaitForTheEndByTakingFromAChannelOfCoreAsync() {
        String take = PARK
                + "juc.CountDownLatch.await < clojure.core$promise$reify__8591.deref < clojure.core.async$_LT__BANG__BANG_.invoke < ";

        assertThat(detector.classify(taken(take + "acme.shop$_main.invoke < clojure.main.main")))
                .isInstanceOf(Classification.Main.class);
        assertThat(detector.classify(taken(take + "acme.shop$serve.invoke" + RUN)))
                .isInstanceOf(Classification.Stuck.class);
    }

    private static Observation taken(String frames) {
        return Waits.at(Waits.frames(frames))
                .blocker("java.util.concurrent.CountDownLatch$Sync")
                .recorded(Role.RECEIVER, "<!!")
                .channel(new ObservedChannel(
                        "clojure.core.async.impl.channels.ManyToManyChannel", Kind.NONE, null, null, null))
                .build();
    }

    /** Other methods than the named ones may wait on the monitor of their channel or queue, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*com.acme.OwnQueue.awaitDrained",
                "com.acme.OwnQueue$Gate.await < *com.acme.OwnQueue.awaitDrained"
            })
    void whoWaitsOnAMonitorInAQueuesOwnMethodIsAWaiter(String method) {
        Classification.Stuck is = stuck("java.lang.Object.wait < " + method + " < com.acme.Shop.close" + RUN);

        assertThat(is.operation().role()).isEqualTo(Role.WAITER);
        assertThat(is.operation().name()).isEqualTo("wait");
        assertThat(is.waitsAt().method()).isEqualTo("close");
    }

    /** A frame of a channel class counts as the channel's only if the thread waits in a named method. */
    @Test
    void whoWaitsInAnotherMethodOfAnOwnChannelWaitsInThatMethod() {
        Observation other = Waits.own(
                PARK + "juc.CountDownLatch.await < com.acme.Ring.drained < com.acme.Search.first" + RUN,
                "com.acme.Ring",
                Map.of("send", Role.SENDER));
        Observation named = Waits.own(
                PARK + "juc.CountDownLatch.await < com.acme.Ring.send < com.acme.Search.first" + RUN,
                "com.acme.Ring",
                Map.of("send", Role.SENDER));

        assertThat(((Classification.Stuck) detector.classify(other)).waitsAt().method())
                .isEqualTo("drained");
        assertThat(((Classification.Stuck) detector.classify(named)).waitsAt().method())
                .isEqualTo("first");
    }

    @Test
    void aSenderAReceiverAndALockInMainAreFindings() {
        assertThat(stuck(PUT + "com.acme.Shop.main").operation().role()).isEqualTo(Role.SENDER);
        assertThat(stuck(TAKE + "com.acme.Shop.main").operation().role()).isEqualTo(Role.RECEIVER);
        assertThat(stuck(PARK + "juc.Semaphore.acquire < com.acme.Shop.main")
                        .operation()
                        .role())
                .isEqualTo(Role.LOCK);
    }

    @Test
    void aWaiterBelowAMethodThatIsOnlyCalledMainIsAFinding() {
        assertThat(stuck(PARK + "juc.CountDownLatch.await < com.acme.Loop.main" + RUN)
                        .operation()
                        .role())
                .isEqualTo(Role.WAITER);
    }

    @Test
    void theProgramsOwnWaitForANotificationIsAFindingOfTheMonitorsType() {
        Observation wait = Waits.wait(
                "java.lang.Object.wait0 < java.lang.Object.wait < java.lang.Object.wait < com.acme.Box.take" + RUN,
                "com.acme.Box",
                null);

        assertThat(detector.classify(wait)).isInstanceOfSatisfying(Classification.Stuck.class, is -> {
            assertThat(is.operation()).isEqualTo(new Operation(Role.WAITER, "wait", "com.acme.Box", 2, false));
            assertThat(is.waitsAt().method()).isEqualTo("take");
        });
        assertThat(stuck("java.lang.Object.wait < com.acme.Box.take" + RUN)
                        .operation()
                        .type())
                .as("of a monitor that is not known")
                .isEmpty();
    }

    @Test
    void bothEndsOfAPipeWaitOnThePipe() {
        String slice = "java.lang.Object.wait0 < java.lang.Object.wait < java.io.Piped";
        Operation read = stuck(slice
                        + "Reader.read < java.io.PipedReader.read < java.io.BufferedReader.readLine < com.acme.Shop.buy"
                        + RUN)
                .operation();
        Operation decoded = stuck(slice + "InputStream.read < sun.nio.cs.StreamDecoder.read < com.acme.Shop.buy" + RUN)
                .operation();
        Operation written = stuck(slice
                        + "InputStream.awaitSpace < java.io.PipedInputStream.receive < java.io.PipedOutputStream.write"
                        + " < com.acme.Shop.sell"
                        + RUN)
                .operation();

        assertThat(read).isEqualTo(new Operation(Role.RECEIVER, "read", "java.io.PipedReader", 3, false));
        assertThat(decoded).isEqualTo(new Operation(Role.RECEIVER, "read", "java.io.PipedInputStream", 2, false));
        assertThat(written).isEqualTo(new Operation(Role.SENDER, "write", "java.io.PipedInputStream", 4, false));
    }

    @Test
    void whoWantsAMonitorIsAFindingWhateverFramesLieInside() {
        Observation wait = Waits.wait("java.util.Vector.add < com.acme.Shop.buy" + RUN, "java.util.Vector", Role.LOCK);

        assertThat(detector.classify(wait)).isInstanceOfSatisfying(Classification.Stuck.class, is -> {
            assertThat(is.operation())
                    .isEqualTo(new Operation(Role.LOCK, "synchronized", "java.util.Vector", 0, false));
            assertThat(is.waitsAt().method()).isEqualTo("buy");
        });
    }

    @Test
    void aMainThatWaitsForANotificationIsTheMainEntry() {
        assertThat(is("java.lang.Object.wait < com.acme.Shop.main")).isInstanceOf(Classification.Main.class);
    }

    @Test
    void sleepersALibrarysWaitsAndEmptyStacksAreNotReported() {
        assertThat(is("java.lang.Thread.sleep0 < java.lang.Thread.sleep < com.acme.Shop.main"))
                .isEqualTo(new Classification.Unreported(Why.SLEEP));
        assertThat(is(PARK + "java.lang.Thread.sleep < juc.TimeUnit.sleep < com.acme.Shop.nap" + RUN))
                .isEqualTo(new Classification.Unreported(Why.SLEEP));
        assertThat(is("com.acme.Shop.buy" + RUN)).isEqualTo(new Classification.Unreported(Why.LIBRARY));
        assertThat(is("java.lang.Object.wait0 < java.lang.Object.wait < javax.acme.Thing.wait < com.acme.Shop.buy"
                        + RUN))
                .isEqualTo(new Classification.Unreported(Why.LIBRARY));
        Observation empty = Waits.at(List.of()).virtual(true).build();
        assertThat(detector.classify(empty)).isEqualTo(new Classification.Unreported(null));
    }

    @Test
    void aSocketReadIsLeftOutAsOneAndOtherIdleWaitsByTheirRule() {
        String park = PARK + "sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park < ";

        assertThat(is(park + "sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < com.acme.Db.query"
                                + RUN)
                        .leftOut())
                .isEqualTo(Why.SOCKET_READ);
        assertThat(is(park + "sun.nio.ch.NioSocketImpl.accept < com.acme.Server.serve" + RUN)
                        .leftOut())
                .isEqualTo(Why.IDLE_RULE);
        assertThat(is(TAKE + "juc.ThreadPoolExecutor.getTask" + RUN))
                .isEqualTo(new Classification.Idle(
                        Why.IDLE_RULE,
                        "java.util.concurrent.ThreadPoolExecutor#getTask",
                        "a pool's worker waits for work"));
    }

    @Test
    void aParkBelowAProgramsOwnSleepIsAFinding() {
        assertThat(stuck(PARK + "com.acme.Thread.sleep < com.acme.Shop.nap" + RUN)
                        .operation()
                        .name())
                .isEqualTo("park");
    }

    @Test
    void aThreadOfTheJdksIsIdleUntilItRunsAPieceOfTheProgram() {
        assertThat(detector.classify(Waits.ofJdkThread(TAKE + "jdk.internal.X.loop" + RUN)))
                .isEqualTo(new Classification.Idle(null, null, "a thread of the JDK"));
        assertThat(detector.classify(Waits.ofJdkThread(
                        PUT + "com.acme.Handle.close < jdk.internal.ref.CleanerImpl$PhantomCleanableRef.performCleanup"
                                + RUN)))
                .isInstanceOf(Classification.Stuck.class);
    }

    @Test
    void anIgnoredPrefixOrFingerprintMakesAWaitIdle() {
        String wait = PUT + "com.acme.idle.Poller.poll < com.acme.Shop.run" + RUN;
        String fingerprint = stuck(wait).fingerprint();

        assertThat(ignoring(wait, List.of("com.acme.idle."), Set.of()))
                .isEqualTo(new Classification.Idle(Why.IGNORE, "com.acme.idle.", null));
        assertThat(ignoring(wait, List.of("com.acme.Shop"), Set.of()))
                .isEqualTo(new Classification.Idle(Why.IGNORE, "com.acme.Shop", null));
        assertThat(ignoring(wait, List.of(), Set.of(fingerprint)))
                .isEqualTo(new Classification.Idle(Why.IGNORE, '#' + fingerprint, null));
        assertThat(ignoring(wait, List.of("com.acme.busy."), Set.of("0000000000000000")))
                .isInstanceOf(Classification.Stuck.class);
    }

    @ParameterizedTest
    @CsvSource({"SENDER, sender", "RECEIVER, receiver", "WAITER, waiter"})
    void theCellsOfAJoxChannelTellTheRoleOfASelect(Role told, String word) {
        Observation select = Waits.wait(
                PARK + "com.softwaremill.jox.SelectInstance.checkStateAndWait < com.softwaremill.jox.Select.select"
                        + " < com.acme.Search.first" + RUN,
                null,
                told);

        Classification.Stuck is = (Classification.Stuck) detector.classify(select);
        assertThat(is.operation().role().word()).isEqualTo(word);
        assertThat(is.operation().name()).isEqualTo("select");
    }

    @Test
    void aWaitInAnotherLibraryOfJoxsIsNoChannels() {
        Operation join = stuck(PARK + "juc.FutureTask.awaitDone < juc.FutureTask.get"
                        + " < com.softwaremill.jox.structured.Scopes.supervised < com.acme.Search.first" + RUN)
                .operation();

        assertThat(join.type()).isEqualTo("java.util.concurrent.FutureTask");
        assertThat(join.name()).isEqualTo("get");
    }

    @Test
    void whoClosesAScopeWaitsForItsTasks() {
        for (String scope : new String[] {"StructuredTaskScope", "StructuredTaskScopeImpl"}) {
            Operation close = stuck(
                            PARK + "jdk.internal.misc.ThreadFlock.awaitAll < jdk.internal.misc.ThreadFlock.close"
                                    + " < juc." + scope + ".close < com.acme.Search.first" + RUN)
                    .operation();

            assertThat(close.type()).isEqualTo("java.util.concurrent.StructuredTaskScope");
            assertThat(close.name()).isEqualTo("close");
        }
    }

    @Test
    void aJoxFlowReceivesFromAChannel() {
        Operation receive = stuck(PARK + "com.softwaremill.jox.Continuation.await"
                        + " < com.softwaremill.jox.Channel.updateCellReceive < com.softwaremill.jox.Channel.receive"
                        + " < com.softwaremill.jox.flows.Flow.runForeach < com.acme.Search.first" + RUN)
                .operation();

        assertThat(receive.role()).isEqualTo(Role.RECEIVER);
        assertThat(receive.name()).isEqualTo("receive");
    }

    @Test
    void aHelperNestedInAQueueIsTheQueuesOwnWhereTheQueueCallsIt() {
        Classification.Stuck is =
                stuck(AWAIT + "com.acme.Inbox$Signal.await < *com.acme.Inbox.take < com.acme.Search.first");

        assertThat(is.operation().name()).isEqualTo("take");
        assertThat(is.operation().type()).isEqualTo("com.acme.Inbox");
        assertThat(is.waitsAt()).isEqualTo(Waits.frame("com.acme.Search.first"));
    }

    @Test
    void aConsumerNestedInAQueueIsTheProgram() {
        Classification.Stuck is = stuck(TAKE + "com.acme.Events$Dispatcher.run");

        assertThat(is.waitsAt()).isEqualTo(Waits.frame("com.acme.Events$Dispatcher.run"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acquire", "acquire < juc.locks.AbstractQueuedSynchronizer.reacquire"})
    void aConditionThatTakesItsLockAgainWaitsForTheLock(String taking) {
        Operation operation = ((Classification.Stuck) detector.classify(Waits.wait(
                        PARK + "juc.locks.AbstractQueuedSynchronizer." + taking
                                + " < juc.locks.AbstractQueuedSynchronizer$ConditionObject.await < com.acme.Search.first"
                                + RUN,
                        "java.util.concurrent.locks.ReentrantLock$NonfairSync",
                        null)))
                .operation();

        assertThat(operation.role()).isEqualTo(Role.LOCK);
        assertThat(operation.name()).isEqualTo("await");
        assertThat(operation.type()).isEqualTo("java.util.concurrent.locks.ReentrantLock");
    }

    @Test
    void theInnerLockOfAQueueThatIsNotKnownDoesNotNameIt() {
        Observation unknown = Waits.wait(TAKE + "com.acme.Search.first" + RUN);
        ObservedChannel lock = new ObservedChannel(
                "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject", Kind.NONE, null, null, null);
        Observation half = Waits.at(unknown.stack().frames()).channel(lock).build();

        assertThat(detector.classify(half)).isEqualTo(detector.classify(unknown));
    }

    @Test
    void aBareParkIsNamedByItsBlocker() {
        Observation wait = Waits.wait(PARK + "com.acme.Gate.pass" + RUN, "com.acme.Gate", null);

        Classification.Stuck is = (Classification.Stuck) detector.classify(wait);
        assertThat(is.operation().type()).isEqualTo("com.acme.Gate");
        assertThat(is.operation().name()).isEqualTo("park");
    }

    @Test
    void theProgramsOwnChannelTypesAreToldByTheirMethodsAndNeverWhereItWaits() {
        Classification.Stuck send =
                ownStuck(AWAIT + "com.acme.Pipe$Cell.await < com.acme.Pipe.send < com.acme.Search.first" + RUN);
        Classification.Stuck next =
                ownStuck(PARK + "juc.Semaphore.acquire < com.acme.Pipe.next < com.acme.Shop.page" + RUN);

        assertThat(send.operation().role()).isEqualTo(Role.SENDER);
        assertThat(send.operation().type()).isEqualTo("com.acme.Pipe");
        assertThat(send.waitsAt().className()).isEqualTo("com.acme.Search");
        assertThat(next.operation().role()).isEqualTo(Role.RECEIVER);
        assertThat(next.waitsAt().className()).isEqualTo("com.acme.Shop");
    }

    @Test
    void anOwnChannelThatIsNotFoundIsTheClassWhoseMethodTheThreadIsIn() {
        Observation named = Waits.own("com.acme.Ring.send < com.acme.Search.first" + RUN, "com.acme.Ring", Map.of());
        List<Frame> frames = new ArrayList<>(named.stack().frames());
        Frame send = frames.get(0);
        frames.set(
                0,
                new Frame(
                        send.className(),
                        send.method(),
                        send.file(),
                        send.line(),
                        false,
                        new CustomFrame("com.acme.Line", Role.SENDER)));
        Observation wait = Waits.at(frames).build();

        assertThat(((Classification.Stuck) detector.classify(wait)).operation().type())
                .isEqualTo("com.acme.Ring");
    }

    @Test
    void anOwnChannelsOtherMethodsAreWhatTheirStackSays() {
        Classification.Stuck is =
                ownStuck(PARK + "juc.CountDownLatch.await < com.acme.Pipe.close < com.acme.Search.first" + RUN);
        assertThat(is.operation().role()).isEqualTo(Role.WAITER);
        assertThat(is.waitsAt().className()).isEqualTo("com.acme.Pipe");
    }

    @Test
    void theInnermostNamedMethodIsTheOperation() {
        Classification.Stuck is = ownStuck(PARK + "com.acme.Pipe.next < com.acme.Pipe.send < com.acme.Shop.page" + RUN);

        assertThat(is.operation().name()).isEqualTo("next");
        assertThat(is.operation().role()).isEqualTo(Role.RECEIVER);
    }

    private Classification.Stuck ownStuck(String frames) {
        Map<String, Role> methods = Map.of("send", Role.SENDER, "next", Role.RECEIVER);
        return (Classification.Stuck) detector.classify(Waits.own(frames, "com.acme.Pipe", methods));
    }

    private Classification is(String frames) {
        return detector.classify(Waits.wait(frames));
    }

    private Classification.Stuck stuck(String frames) {
        return (Classification.Stuck) is(frames);
    }

    private static @Nullable Classification ignoring(String wait, List<String> prefixes, Set<String> fingerprints) {
        return new Detector(new IgnoreRules(prefixes, fingerprints), AllFamilies.all(), List.of())
                .classify(Waits.wait(wait));
    }
}
