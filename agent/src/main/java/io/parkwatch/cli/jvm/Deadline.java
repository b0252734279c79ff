// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Limits calls that cannot be interrupted: a read from a stopped JVM never returns. */
final class Deadline {
    private Deadline() {}

    /**
     * Runs the work on a daemon thread, which is abandoned after the limit.
     *
     * @throws TimeoutException if the work took longer than the limit
     * @throws Exception if the work threw it
     */
    static <T> T run(Callable<T> work, Duration limit) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "parkwatch-attach");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
