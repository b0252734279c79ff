// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A look that a thread of the program asks for. The watcher makes it, and the other one waits with a bound. */
public final class LookRequest {
    final long thresholdNanos;
    final boolean proves;
    final boolean tasks;
    final Subject subject;
    private final Thread asking = Thread.currentThread();

    /** The request that was made before; the watcher answers both with one look. */
    @Nullable
    LookRequest next;

    private @Nullable Answer answer;
    private volatile boolean over;

    /**
     * The threads that are asked about, beside the stuck ones.
     *
     * @param tag their tag; null asks about the stuck ones alone
     * @param className with {@code method}, a frame of the creation stack of those that have no tag; null for none
     */
    public record Subject(
            @Nullable String tag,
            @Nullable String className,
            @Nullable String method) {}

    /**
     * What a look saw.
     *
     * @param young whether there were waits that were not old yet
     * @param threads a row each, of JDK types
     */
    public record Answer(int look, boolean young, List<Map<String, Object>> threads) {}

    /**
     * Creates a request for the calling thread.
     *
     * @param thresholdNanos the age from which a wait is stuck; the watcher takes it for all its looks if it is less
     *     than its own
     * @param proves whether the garbage collector is asked
     * @param tasks whether it is recorded from now on who makes the tasks of pools
     */
    public LookRequest(long thresholdNanos, boolean proves, boolean tasks, Subject subject) {
        this.thresholdNanos = thresholdNanos;
        this.proves = proves;
        this.tasks = tasks;
        this.subject = subject;
    }

    /** Waits for the answer; null if the look failed or none came in time. Keeps the caller's interrupt for later. */
    @Nullable
    Answer await(LongSupplier nanoTime, long nanos) {
        long until = nanoTime.getAsLong() + nanos;
        boolean interrupted = false;
        while (!over) {
            long left = until - nanoTime.getAsLong();
            if (left <= 0) {
                break;
            }
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            asking.interrupt();
        }
        return over ? answer : null;
    }

    /** Ends the wait of this request and of those before it. Called by the watcher. */
    void end() {
        for (LookRequest request = this; request != null; request = request.next) {
            request.over = true;
            LockSupport.unpark(request.asking);
        }
    }

    void answer(Answer now) {
        answer = now;
    }
}
