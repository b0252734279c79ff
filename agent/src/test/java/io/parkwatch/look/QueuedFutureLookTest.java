// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Holder;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks at threads that wait for futures and fork-join tasks while what completes them is in a queue. */
class QueuedFutureLookTest extends BusyPools {
    @ParameterizedTest
    @MethodSource("dependents")
    void aFutureThatDependsOnAQueuedTaskNamesTheWorkers(Dependent way) {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        CompletableFuture<?> future = way.of(CompletableFuture.supplyAsync(() -> "", pool));
        asks(future);

        Finding finding = only(twoLooks());
        assertThat(holder(finding).id()).isEqualTo(workers.get(0).id);
        assertThat(holder(finding).how()).isEqualTo(Holder.QUEUED);
    }

    @FunctionalInterface
    interface Dependent {
        CompletableFuture<?> of(CompletableFuture<String> queued);
    }

    static Stream<Dependent> dependents() {
        return Stream.of(
                queued -> queued,
                queued -> queued.thenApply(text -> text).thenAccept(text -> {}),
                queued -> queued.thenCompose(CompletableFuture::completedFuture),
                queued -> new CompletableFuture<String>().thenCombine(queued, (a, b) -> a),
                queued -> CompletableFuture.allOf(new CompletableFuture<>(), queued, new CompletableFuture<>()));
    }

    @ParameterizedTest
    @MethodSource("independents")
    void aFutureThatMayBeCompletedWithoutTheQueuedTaskNamesNobody(Dependent way) {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        asks(way.of(CompletableFuture.supplyAsync(() -> "", pool)));

        assertThat(only(twoLooks()).holder()).isNull();
    }

    static Stream<Dependent> independents() {
        return Stream.of(
                queued -> new CompletableFuture<>(),
                queued -> queued.applyToEither(new CompletableFuture<>(), text -> text),
                queued -> CompletableFuture.anyOf(queued, new CompletableFuture<>()),
                queued -> {
                    CompletableFuture<String> next = queued.thenApply(text -> text);
                    queued.cancel(false);
                    return new CompletableFuture<String>().thenCombine(next, (a, b) -> a);
                });
    }

    @Test
    void theWorkersOfAForkJoinPoolAreNamedThatRunSomething() {
        ForkJoinPool pool = forks(2);
        workers.get(0).blocker = pool; // so is one without a task
        FakeThread joins = jvm.platformThread();
        ForkJoinTask<?> task = pool.submit(() -> {});
        joins.waits(Thread.State.WAITING, Stack.get("com.acme.Joiner", "ForkJoinTask"));
        joins.blocker = task;
        asks(CompletableFuture.runAsync(() -> {}, pool));
        List<Finding> findings = twoLooks();

        assertThat(findings).hasSize(2).allSatisfy(finding -> {
            assertThat(holder(finding).id()).isEqualTo(workers.get(1).id);
            assertThat(finding.alsoHeldBy()).isEmpty();
        });
    }

    private void asks(CompletableFuture<?> future) {
        FakeThread unused = parks(future::join, Stack.get("com.acme.Caller", "CompletableFuture"));
    }
}
