// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.HeldBy;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Verdict;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import io.parkwatch.look.jvm.Packages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at threads that wait for tasks of real pools, all of whose threads run something until the test ends. */
class QueuedTaskLookTest extends BusyPools {
    static Stream<BlockingQueue<Runnable>> queues() {
        return Stream.of(
                new LinkedBlockingQueue<>(),
                new LinkedBlockingQueue<>() {}, // of the program, as Tomcat's is
                new LinkedBlockingDeque<>(),
                new ArrayBlockingQueue<>(10),
                new PriorityBlockingQueue<>(10, Comparator.comparing(Object::hashCode)));
    }

    @ParameterizedTest
    @MethodSource("queues")
    void theWorkersOfThePoolThatHasTheTaskInItsQueueAreNamed(BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = pool(2, queue);
        queue.add(new FutureTask<>(() -> {}, null));
        FutureTask<?> task = (FutureTask<?>) pool.submit(() -> {});
        asks(task);
        jvm.lookAt(BORN);
        assertThat(finding(jvm.lookAt(OLD)).holder()).isNull();

        Finding finding = finding(jvm.lookAt(OLD + 1));
        assertThat(finding.verdict()).isEqualTo(Verdict.STUCK);
        assertThat(finding.circle()).isEmpty();
        assertThat(finding.summary()).endsWith(" on a FutureTask whose task is in the queue of a pool");
        assertThat(holder(finding).how()).isEqualTo(Holder.QUEUED);
        assertThat(holder(finding).id()).isEqualTo(workers.get(0).id);
        assertThat(finding.alsoHeldBy()).extracting(also -> also.holder().id()).containsExactly(workers.get(1).id);
    }

    static Stream<ThreadFactory> wrapping() {
        return Stream.of(
                body -> new Thread(() -> {
                    Thread.currentThread().setName("pooled");
                    body.run();
                }),
                body -> new Thread(new FutureTask<>(() -> {}, null)) {
                    @Override
                    public void run() {
                        body.run();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("wrapping")
    void theWorkersOfAFactoryThatWrapsThemAreNamedToo(ThreadFactory wraps) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(wraps));
        occupy(pool, 1);
        asks((FutureTask<?>) pool.submit(() -> {}));

        assertThat(holder(only(twoLooks())).id()).isEqualTo(workers.get(0).id);
    }

    /** Whatever else refers to a worker does not work for the pool. */
    @Test
    void aThreadWhoseTaskRefersToTheWorkerOfAnotherOneIsNotNamed() {
        List<Runnable> bodies = new ArrayList<>();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(body -> {
                    bodies.add(body);
                    return new Thread(body);
                }));
        occupy(pool, 1);
        Runnable worker = bodies.get(0);
        FakeThread unused = jvm.platformThread(new Thread(() -> Objects.requireNonNull(worker)));
        asks((FutureTask<?>) pool.submit(() -> {}));
        Finding finding = only(twoLooks());

        assertThat(holder(finding).id()).isEqualTo(workers.get(0).id);
        assertThat(finding.alsoHeldBy()).isEmpty();
    }

    @Test
    void theStuckWorkerComesFirstAndThoseThatWaitForItsPoolStandBehindIt() {
        ThreadPoolExecutor pool = pool(3, new LinkedBlockingQueue<>());
        workers.get(2).takes("com.acme.Import");
        for (int i = 0; i < 3; i++) {
            asks((FutureTask<?>) pool.submit(() -> {}));
        }
        List<Finding> findings = twoLooks();

        assertThat(findings).extracting(Finding::behind).containsExactly(3, 0);
        assertThat(findings.get(0).waitsAt().className()).isEqualTo("com.acme.Import");
        assertThat(findings.get(1).root()).isEqualTo(findings.get(0).fingerprint());
        assertThat(holder(findings.get(1)).id()).isEqualTo(workers.get(2).id);
        assertThat(findings.get(1).alsoHeldBy()).extracting(HeldBy::count).containsExactly(3, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aWorkerThatWaitsForATaskOfItsOwnPoolIsItsHolderOnlyIfThereIsNoOther(int threads) {
        ThreadPoolExecutor pool = pool(threads, new LinkedBlockingQueue<>());
        waitsFor(workers.get(0), (FutureTask<?>) pool.submit(() -> {}));
        Finding finding = only(twoLooks());

        assertThat(holder(finding).id()).isEqualTo(workers.get(threads - 1).id);
        assertThat(holder(finding).fingerprint()).isEqualTo(threads == 1 ? finding.fingerprint() : null);
        assertThat(finding.alsoHeldBy()).isEmpty();
        assertThat(finding.verdict()).isEqualTo(Verdict.STUCK);
        assertThat(finding.circle()).isEmpty();
        assertThat(finding.root()).isNull();
    }

    @Test
    void aTaskThatAWorkerTookBetweenTwoLooksHasItsRunnerAsHolder() throws ReflectiveOperationException {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        FutureTask<?> task = (FutureTask<?>) pool.submit(() -> {});
        asks(task);
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);
        assertThat(pool.remove(task)).isTrue();
        Packages.field(FutureTask.class, "runner", Thread.class).set(task, workers.get(0).thread);

        assertThat(finding(jvm.lookAt(OLD + 1)).holder()).isNull();
        assertThat(holder(finding(jvm.lookAt(OLD + 2))).how()).isEqualTo(Holder.RUNS_TASK);
    }

    @Test
    void aTaskThatIsInNoQueueOrCancelledNamesNobody() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        pool.execute(() -> {});
        FutureTask<?> cancelled = (FutureTask<?>) pool.submit(() -> {});
        cancelled.cancel(false);
        asks(cancelled);
        asks(new FutureTask<>(() -> {}, null));

        assertThat(only(twoLooks()).holder()).isNull();
    }

    @Test
    void aTaskBehindTenThousandIsNotFound() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        for (int i = 0; i < 9_998; i++) {
            pool.execute(() -> {});
        }
        FutureTask<?> last = (FutureTask<?>) pool.submit(() -> {});
        FutureTask<?> beyond = (FutureTask<?>) pool.submit(() -> {});
        asks(last);
        waitsFor(jvm.platformThread(), beyond, "com.acme.Beyond");
        List<Finding> findings = twoLooks();

        assertThat(by("com.acme.Caller", findings).holder()).isNotNull();
        assertThat(by("com.acme.Beyond", findings).holder()).isNull();
    }

    @Test
    void aScheduledTaskWaitsForAWorkerOnceItIsDue() throws ReflectiveOperationException {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, factory());
        occupy(pool, 1);
        asks(due(OLD, pool.schedule(() -> {}, 1, TimeUnit.DAYS)));
        FutureTask<?> tomorrow = due(OLD + 2, pool.schedule(() -> {}, 1, TimeUnit.DAYS));
        waitsFor(jvm.platformThread(), tomorrow, "com.acme.Tomorrow");
        List<Finding> findings = twoLooks();

        assertThat(by("com.acme.Caller", findings).holder()).isNotNull();
        assertThat(by("com.acme.Tomorrow", findings).holder()).isNull();
    }

    /** Sets when the task may run, on the clock of the looks. */
    private static FutureTask<?> due(int ticks, Future<?> task) throws ReflectiveOperationException {
        Packages.field(task.getClass(), "time", long.class).set(task, ticks * FakeJvm.TICK);
        return (FutureTask<?>) task;
    }

    @Test
    void twoPoolsMayTakeFromOneQueue() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        pool(1, pool.getQueue());
        pool(1, new LinkedBlockingQueue<>());
        asks((FutureTask<?>) pool.submit(() -> {}));

        assertThat(only(twoLooks()).alsoHeldBy()).hasSize(1);
    }

    private void asks(FutureTask<?> task) {
        waitsFor(jvm.platformThread(), task);
    }

    private static void waitsFor(FakeThread thread, FutureTask<?> task) {
        waitsFor(thread, task, "com.acme.Caller");
    }

    private static void waitsFor(FakeThread thread, FutureTask<?> task, String by) {
        thread.waits(Thread.State.WAITING, Stack.get(by, "FutureTask"));
        thread.blocker = task;
    }

    private static Finding by(String type, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.waitsAt().className().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Finding finding(LookOutcome look) {
        return only(look.findings());
    }
}
