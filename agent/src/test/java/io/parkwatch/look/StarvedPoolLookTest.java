// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Verdict;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import io.parkwatch.look.jvm.Packages;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at real pools whose workers wait for tasks in the pool's own queue, or almost do. */
class StarvedPoolLookTest extends BusyPools {
    private static final int LATER = OLD + 31;

    @Test
    void aPoolWhoseWorkersAllWaitForItsQueueIsDeadlocked() {
        ThreadPoolExecutor pool = pool(2, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(new Part()));
        waitsFor(workers.get(1), pool.submit(new Part()));
        pool.execute(() -> {});

        Finding finding = only(deadlocked(2));
        assertThat(finding.verdict()).isEqualTo(Verdict.DEADLOCKED);
        assertThat(finding.deadlocked()).isEqualTo(2);
        assertThat(finding.endedBy()).containsExactly("interrupt", "cancel", "shutdownNow", "larger pool");
        assertThat(finding.root()).isNull();
        assertThat(finding.circle()).isEmpty();
        assertThat(finding.summary())
                .isEqualTo(
                        "2 platform threads wait in get on a FutureTask for tasks of their own pool: all 2 threads of the"
                                + " pool wait so, and 3 tasks are in its queue, " + Part.class.getName()
                                + " among them");
    }

    private static final class Part implements Callable<String> {
        @Override
        public String call() {
            return "";
        }
    }

    @Test
    void aSingleThreadThatWaitsForItsOwnQueueIsDeadlocked() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(() -> ""));

        Finding finding = only(deadlocked(1));
        assertThat(finding.summary())
                .isEqualTo(
                        "1 platform thread waits in get on a FutureTask for a task of its own pool: the one thread of the"
                                + " pool waits so, and 1 task is in its queue, a lambda of "
                                + StarvedPoolLookTest.class.getName());
        assertThat(holder(finding).id()).isEqualTo(workers.get(0).id);
    }

    @ParameterizedTest
    @MethodSource("queuesThatTakeAll")
    void aPoolAtItsCoreWhoseQueueTakesEachTaskDoesNotGrow(BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = growing(2, 4, queue);
        waitsFor(workers.get(0), pool.submit(() -> ""));
        waitsFor(workers.get(1), pool.submit(() -> ""));

        deadlocked(2);
    }

    static Stream<BlockingQueue<Runnable>> queuesThatTakeAll() {
        return Stream.of(new LinkedBlockingQueue<>(), new java.util.concurrent.LinkedBlockingDeque<>());
    }

    @Test
    void aWorkerMayWaitForATaskThatAnotherOneRuns() throws ReflectiveOperationException {
        ThreadPoolExecutor pool = pool(2, new LinkedBlockingQueue<>());
        FutureTask<?> run = new FutureTask<>(() -> "");
        Packages.field(FutureTask.class, "runner", Thread.class).set(run, workers.get(1).thread);
        waitsFor(workers.get(0), run);
        waitsFor(workers.get(1), pool.submit(() -> ""));

        Finding finding = only(deadlocked(2));
        assertThat(holder(finding).how()).isEqualTo(Holder.RUNS_TASK);
    }

    @Test
    void futuresThatDependOnTheQueueCount() {
        ThreadPoolExecutor pool = pool(2, new LinkedBlockingQueue<>());
        joins(workers.get(0), CompletableFuture.supplyAsync(() -> "", pool).thenApply(text -> text));
        waitsFor(workers.get(1), pool.submit(() -> ""));

        List<Finding> findings = deadlocked(2);
        assertThat(findings)
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.root()).isNull());
        assertThat(findings.stream().filter(finding -> finding.inCircleOf() != null))
                .hasSize(1);
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding.endedBy()).contains("cancel", "complete", "larger pool"));
    }

    @Test
    void othersThatWaitForTheQueueStandBehindIt() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(() -> ""));
        waitsFor(jvm.platformThread(), pool.submit(() -> ""), "com.acme.Other");

        deadlocked(1);
        List<Finding> findings = jvm.lookAt(OLD + 1).findings();
        assertThat(findings).extracting(Finding::behind).containsExactly(1, 0);
        assertThat(findings.get(1).root()).isEqualTo(findings.get(0).fingerprint());
        assertThat(findings.get(1).verdict()).isEqualTo(Verdict.STUCK);
    }

    @Test
    void aWorkerThatRunsOrWaitsForSomethingElseIsNotStarved() {
        ThreadPoolExecutor pool = pool(2, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(() -> ""));
        notDeadlocked();

        workers.get(1).takes("com.acme.Import");
        jvm.lookAt(LATER + 1);
        assertThat(jvm.lookAt(LATER + 40).watched().deadlocked()).isZero();
    }

    @Test
    void aPoolThatMayGrowIsNotStarved() {
        ThreadPoolExecutor pool = growing(2, 3, new ArrayBlockingQueue<>(10));
        waitsFor(workers.get(0), pool.submit(() -> ""));
        waitsFor(workers.get(1), pool.submit(() -> ""));
        notDeadlocked();
    }

    @Test
    void aPoolWhoseQueueIsOfAnotherClassMayGrow() {
        ThreadPoolExecutor pool = growing(2, 3, new LinkedBlockingQueue<>() {});
        waitsFor(workers.get(0), pool.submit(() -> ""));
        waitsFor(workers.get(1), pool.submit(() -> ""));
        notDeadlocked();
    }

    @Test
    void aPoolBelowItsCoreMayGrow() throws ReflectiveOperationException {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(() -> ""));
        Packages.field(ThreadPoolExecutor.class, "maximumPoolSize", int.class).set(pool, 2);
        assertThat(deadlocked(1)).hasSize(1);

        Packages.field(ThreadPoolExecutor.class, "corePoolSize", int.class).set(pool, 2);
        assertThat(jvm.lookAt(LATER).watched().deadlocked()).isZero();
    }

    @Test
    void aPoolWithAWorkerThatNobodySeesIsNotStarved() throws ReflectiveOperationException {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(() -> ""));
        ((AtomicInteger) Packages.field(ThreadPoolExecutor.class, "ctl", AtomicInteger.class)
                        .get(pool))
                .incrementAndGet();
        notDeadlocked();
    }

    @Test
    void aWaitWithATimeOutEnds() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(() -> ""));
        workers.get(0).waits(Thread.State.TIMED_WAITING, gets("com.acme.Caller", "parkNanos"));
        notDeadlocked();
    }

    @ParameterizedTest
    @MethodSource("timeOuts")
    void aFutureWithATimeOutEnds(Function<CompletableFuture<String>, CompletableFuture<?>> timeOut) {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        joins(workers.get(0), timeOut.apply(CompletableFuture.supplyAsync(() -> "", pool)));
        notDeadlocked();
    }

    static Stream<Function<CompletableFuture<String>, CompletableFuture<?>>> timeOuts() {
        return Stream.of(
                queued -> queued.orTimeout(1, TimeUnit.DAYS),
                queued -> queued.completeOnTimeout("", 1, TimeUnit.DAYS),
                queued -> queued.orTimeout(1, TimeUnit.DAYS).thenApply(text -> text),
                queued -> queued.thenApply(text -> text).orTimeout(1, TimeUnit.DAYS),
                queued -> CompletableFuture.allOf(queued, new CompletableFuture<>())
                        .orTimeout(1, TimeUnit.DAYS));
    }

    @Test
    void oneFutureWithoutATimeOutSufficesForAllOfThem() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        joins(
                workers.get(0),
                CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> {}, pool).orTimeout(1, TimeUnit.DAYS),
                        CompletableFuture.runAsync(() -> {}, pool)));
        deadlocked(1);
    }

    @Test
    void anotherPoolMayTakeTheTask() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(() -> ""));
        jvm.lookAt(BORN);
        assertThat(jvm.lookAt(OLD).watched().deadlocked()).isEqualTo(1);

        pool(1, pool.getQueue());
        assertThat(jvm.lookAt(OLD + 1).watched().deadlocked()).isZero();
    }

    @Test
    void aTaskThatIsInTheQueuesOfTwoPoolsMayRun() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        FutureTask<?> task = new FutureTask<>(() -> "");
        pool.execute(task);
        pool(1, new LinkedBlockingQueue<>()).execute(task);
        waitsFor(workers.get(0), task);
        notDeadlocked();
    }

    @Test
    void aTaskThatSomebodyRunsByHandEnds() throws ReflectiveOperationException {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        FutureTask<?> task = (FutureTask<?>) pool.submit(() -> "");
        Packages.field(FutureTask.class, "runner", Thread.class).set(task, jvm.platformThread().thread);
        waitsFor(workers.get(0), task);
        notDeadlocked();
    }

    /** A program may park with whatever it likes. */
    @Test
    void aProgramThatParksWithTheTaskItselfMayGoOn() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), pool.submit(() -> ""));
        workers.get(0).stack = Stack.get("com.acme.Caller", "FutureTask");
        notDeadlocked();
    }

    /** Whatever moment a worker goes on and waits again: its wait is then another one, and proves nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWorkerThatGoesOnWhileTheLookReadsProvesNothing(boolean takesAnother) {
        ThreadPoolExecutor pool = pool(2, new LinkedBlockingQueue<>());
        FakeThread one = workers.get(0);
        waitsFor(one, pool.submit(() -> ""));
        waitsFor(workers.get(1), pool.submit(() -> ""));
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);
        int reads = reads(OLD + 1);
        // The last reads are of the other thread, when this one has been checked: a real one could not go on by then.
        for (int at = 1; at < reads - 1; at++) {
            int born = LATER + at * 40;
            AtomicInteger left = new AtomicInteger(at);
            jvm.lookAt(born);
            assertThat(jvm.lookAt(born + 30).watched().deadlocked())
                    .as("before")
                    .isEqualTo(2);
            jvm.beforeABlockerIsRead = () -> {
                if (left.decrementAndGet() == 0) {
                    one.waits(Thread.State.WAITING, one.stack);
                    one.blocker = takesAnother ? pool.submit(() -> "") : one.blocker;
                }
            };
            int deadlocked = jvm.lookAt(born + 31).watched().deadlocked();
            jvm.beforeABlockerIsRead = () -> {};
            assertThat(deadlocked).as("goes on before read %s of %s", at, reads).isZero();
        }
    }

    private int reads(int tick) {
        AtomicInteger reads = new AtomicInteger();
        jvm.beforeABlockerIsRead = reads::incrementAndGet;
        jvm.lookAt(tick);
        jvm.beforeABlockerIsRead = () -> {};
        return reads.get();
    }

    private List<Finding> deadlocked(int threads) {
        jvm.lookAt(BORN);
        LookOutcome look = jvm.lookAt(OLD);
        assertThat(look.watched().deadlocked()).isEqualTo(threads);
        return look.findings();
    }

    private void notDeadlocked() {
        jvm.lookAt(BORN);
        LookOutcome look = jvm.lookAt(OLD);
        assertThat(look.findings()).isNotEmpty();
        assertThat(look.watched().deadlocked()).isZero();
        assertThat(jvm.lookAt(LATER).watched().deadlocked()).isZero();
    }

    private ThreadPoolExecutor growing(int core, int most, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(core, most, 0, TimeUnit.SECONDS, queue, factory());
        occupy(pool, core);
        return pool;
    }

    private void joins(FakeThread worker, CompletableFuture<?> future) {
        FakeThread real = parks(future::join, new StackTraceElement[0]);
        real.runs();
        worker.waits(
                Thread.State.WAITING,
                Stack.at("java.util.concurrent.locks.LockSupport", "park"),
                Stack.at("java.util.concurrent.CompletableFuture$Signaller", "block"),
                Stack.at("java.util.concurrent.CompletableFuture", "join"),
                Stack.at("com.acme.Joiner", "run"),
                Stack.at("java.lang.Thread", "run"));
        worker.blocker = real.blocker;
    }

    private static void waitsFor(FakeThread thread, Object task) {
        waitsFor(thread, task, "com.acme.Caller");
    }

    private static void waitsFor(FakeThread thread, Object task, String by) {
        thread.waits(Thread.State.WAITING, gets(by, "park"));
        thread.blocker = task;
    }

    private static StackTraceElement[] gets(String by, String park) {
        return new StackTraceElement[] {
            Stack.at("java.util.concurrent.locks.LockSupport", park),
            Stack.at("java.util.concurrent.FutureTask", "awaitDone"),
            Stack.at("java.util.concurrent.FutureTask", "get"),
            Stack.at(by, "run"),
            Stack.at("java.lang.Thread", "run")
        };
    }
}
