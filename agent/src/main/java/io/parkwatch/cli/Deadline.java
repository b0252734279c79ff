// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds what cannot be interrupted: reading from a JVM that has stopped waits for ever. */
final class Deadline {
    private Deadline() {}

    /**
     * Runs it on a daemon thread, which is left behind if it is late.
     *
     * @throws TimeoutException it is late
     * @throws Exception what the work threw
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
