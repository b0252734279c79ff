// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.io.IOException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/** Part of watched programs. A task that may wait, and ends when it is interrupted or what it waits on is closed. */
@FunctionalInterface
public interface Job {
    void work() throws Exception;

    /** Returns it as the body of a thread. */
    default Runnable body() {
        return () -> {
            try {
                work();
            } catch (InterruptedException | TimeoutException | BrokenBarrierException | IOException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
