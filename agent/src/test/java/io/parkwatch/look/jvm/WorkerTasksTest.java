// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class WorkerTasksTest {
    @Test
    void aWorkerIsInItsFirstTaskUntilItHasCompletedOne() throws Exception {
        WorkerTasks tasks = new WorkerTasks();
        Callable<Boolean> asks = () -> tasks.isFirst(Thread.currentThread());
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            assertThat(pool.submit(asks).get()).isTrue();
            assertThat(pool.submit(asks).get()).isFalse();
        } finally {
            pool.shutdownNow();
        }
        assertThat(tasks.isFirst(Thread.currentThread())).isFalse();
    }
}
