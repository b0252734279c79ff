// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import org.jspecify.annotations.Nullable;

/**
 * The thread that must act for a wait to end, or the coroutine.
 *
 * @param id 0 for a coroutine
 * @param name may be empty, as most virtual threads have no name
 * @param how how the holder is known
 * @param state what it does now, one of the constants; null if it was not read
 * @param at its innermost program frame now; null if it was not read, or the thread runs none
 * @param fingerprint the finding of its own wait; null if it has none
 */
public record Holder(
        long id,
        String name,
        boolean virtual,
        @Nullable String state,
        @Nullable Frame at,
        @Nullable String fingerprint,
        String how) {
    /** The wait ends when this thread ends. */
    public static final String JOINED = "thread waited for";

    public static final String OWNS_LOCK = "owner of the lock";
    public static final String OWNS_MONITOR = "owner of the monitor";
    public static final String READS = "reader of the lock";
    public static final String WRITES_FIRST = "writer queued before it";
    public static final String RUNS_TASK = "runner of the task";
    public static final String QUEUED = "worker of the pool that has the task in its queue";
    public static final String COROUTINE = "coroutine waited for";
    public static final String CHILD = "child of the job waited for";
    public static final String WORKS = "worker of the executor";
    public static final String FORKED = "task of the scope";

    public static final String RUNNING = "running";
    public static final String WAITING = "waiting";
    public static final String IDLE = "idle";
    public static final String STUCK = "stuck";
    public static final String ENDED = "ended";

    /** Reports whether this is a coroutine, which needs no thread. */
    public boolean isCoroutine() {
        return id == 0;
    }

    /** Returns the same thread as the holder of something else. */
    public Holder as(String otherwise) {
        return otherwise.equals(how) ? this : new Holder(id, name, virtual, state, at, fingerprint, otherwise);
    }

    /** Creates a holder of which nothing more was read. */
    public Holder(long id, String name, boolean virtual, String how) {
        this(id, name, virtual, null, null, null, how);
    }
}
