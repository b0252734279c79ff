// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Holder;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at threads that wait for the end of real pools. */
class ClosedPoolLookTest extends BusyPools {
    @ParameterizedTest
    @ValueSource(strings = {"ThreadPoolExecutor", "ForkJoinPool"})
    void theWorkersThatStillRunSomethingAreNamed(String type) {
        ExecutorService pool = pool(type);
        pool.shutdown();
        waits(pool, type);
        Finding finding = only(twoLooks());

        assertThat(holder(finding).how()).isEqualTo(Holder.WORKS);
        assertThat(holder(finding).id()).isEqualTo(workers.get(0).id);
        assertThat(finding.alsoHeldBy()).extracting(also -> also.holder().id()).containsExactly(workers.get(1).id);
    }

    /** Whatever its workers do, it does not end before somebody shuts it down. */
    @ParameterizedTest
    @ValueSource(strings = {"ThreadPoolExecutor", "ForkJoinPool"})
    void noWorkerOfAPoolIsNamedThatWasNotShutDown(String type) {
        waits(pool(type), type);

        assertThat(only(twoLooks()).holder()).isNull();
    }

    private ExecutorService pool(String type) {
        return type.equals("ForkJoinPool") ? forks(2) : pool(2, new LinkedBlockingQueue<>());
    }

    private void waits(ExecutorService pool, String type) {
        FakeThread unused = parks(() -> ends(pool), Stack.in("com.acme.Closer", type, "awaitTermination"));
    }

    private static void ends(ExecutorService pool) {
        try {
            boolean unused = pool.awaitTermination(1, TimeUnit.DAYS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
