// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The waits of platform threads. The JVM counts their parks, waits, sleeps and blocks itself, exactly: a wait is the same as long as
 * the sum stays. No hook, no stack and no safepoint.
 */
final class PlatformWaits {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Entry> entries = new HashMap<>();

    /** One thread's wait. */
    static final class Entry {
        final Wait wait;
        final long count;
        long since = Table.NEW;
        int look;

        @Nullable
        OldWait old;

        Entry(Wait wait, long count) {
            this.wait = wait;
            this.count = count;
        }
    }

    /** State and counters of these threads, null for one that ended; without stacks. */
    @Nullable
    ThreadInfo[] read(long[] ids) {
        return threads.getThreadInfo(ids);
    }

    /** The entry of a thread's present wait (by {@code id}: on 17 the info's own comes from a method that can be overridden), begun anew if it is another than before; null: the thread runs. */
    @Nullable
    Entry see(long id, ThreadInfo info, int look) {
        Wait wait = VirtualThreads.of(info.getThreadState());
        if (wait == null) {
            return null;
        }
        long count = count(info);
        Entry entry = entries.get(id);
        if (entry == null || entry.wait != wait || entry.count != count) {
            entry = new Entry(wait, count);
            entries.put(id, entry);
        }
        entry.look = look;
        return entry;
    }

    /** Whether the thread is in this very wait still. */
    boolean lasts(Entry entry, long id) {
        ThreadInfo info = threads.getThreadInfo(id);
        return info != null && VirtualThreads.of(info.getThreadState()) == entry.wait && count(info) == entry.count;
    }

    private static long count(ThreadInfo info) {
        return info.getWaitedCount() + info.getBlockedCount();
    }

    /** Forgets what this look did not see, and dates what is new. */
    void sweep(int look, long end) {
        entries.values().removeIf(entry -> entry.look != look);
        for (Entry entry : entries.values()) {
            if (entry.since == Table.NEW) {
                entry.since = end;
            }
        }
    }

    /** The CPU time of the calling thread, nanoseconds; 0 where the JVM does not tell. */
    long cpu() {
        return threads.isCurrentThreadCpuTimeSupported() ? Math.max(0, threads.getCurrentThreadCpuTime()) : 0;
    }
}
