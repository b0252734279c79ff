// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.Wait;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The waits of platform threads, and of virtual threads that wait mounted on one. The JVM itself counts parks, waits,
 * sleeps and blocks exactly: a wait is the same as long as the sum does not change. Needs no hook, no stack and no
 * safepoint.
 */
public class PlatformWaits implements LongSupplier {
    private final ThreadMXBean threads = bean();
    private final @Nullable MethodHandle allocated = allocated(threads);
    private final Map<Long, Entry> entries = new HashMap<>();

    /** The present wait of one thread. */
    public static final class Entry extends WaitEntry {
        private final Wait kind;
        private final long count;
        /** Id of the virtual thread that waits on this carrier; 0 if the platform thread itself waits. */
        private final long rider;

        Entry(Wait kind, long count, long rider) {
            this.kind = kind;
            this.count = count;
            this.rider = rider;
        }

        public Wait kind() {
            return kind;
        }
    }

    /**
     * Returns the thread bean by itself if possible: the public way makes every bean of every module, some of them with
     * streams.
     */
    private static ThreadMXBean bean() {
        try {
            Class<?> helper = Class.forName("sun.management.ManagementFactoryHelper");
            MethodHandle get = MethodHandles.privateLookupIn(helper, MethodHandles.lookup())
                    .findStatic(helper, "getThreadMXBean", MethodType.methodType(ThreadMXBean.class));
            return (ThreadMXBean) get.invokeExact();
        } catch (Throwable notInThisRelease) {
            return ManagementFactory.getThreadMXBean();
        }
    }

    /** Only the extended bean of jdk.management offers this publicly. */
    private static @Nullable MethodHandle allocated(ThreadMXBean bean) {
        try {
            Class<?> type = Class.forName("sun.management.ThreadImpl");
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findVirtual(type, "getTotalThreadAllocatedBytes", MethodType.methodType(long.class))
                    .bindTo(bean);
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    /**
     * Returns the bytes that all threads, including ended ones, have allocated so far; negative if this JVM does not
     * report them.
     */
    long allocated() {
        try {
            return allocated == null ? -1 : (long) allocated.invokeExact();
        } catch (Throwable disabled) {
            return -1;
        }
    }

    /** Returns the state and counters of these threads, without stacks; null for a thread that has ended. */
    @Nullable
    public ThreadInfo[] read(long[] ids) {
        return threads.getThreadInfo(ids);
    }

    /**
     * Returns the entry of a thread's present wait, a new one if the wait differs from the last; null if the thread
     * runs. Uses {@code id}, since on 17 the id in {@code info} comes from a method that can be overridden.
     * {@code state} is what the thread itself reports.
     */
    @Nullable
    public Entry see(long id, ThreadInfo info, Thread.State state, int look) {
        Wait wait = wait(info, state);
        return wait == null ? null : see(id, info, wait, 0, look);
    }

    /**
     * Corrects the JVM's state: from 24 on it reports a thread that wants a monitor of a virtual thread as RUNNABLE,
     * but still counts the block.
     */
    private static @Nullable Wait wait(ThreadInfo info, Thread.State state) {
        Wait told = Wait.of(info.getThreadState());
        return told == null && state == Thread.State.BLOCKED ? Wait.BLOCKED : told;
    }

    /**
     * Does the same for a virtual thread with id {@code rider} that waits on its carrier. The JVM reports no state for
     * it then.
     */
    public Entry see(long id, ThreadInfo info, Wait wait, long rider, int look) {
        long count = count(info);
        Entry entry = entries.get(id);
        if (entry == null || entry.kind != wait || entry.count != count || entry.rider != rider) {
            entry = new Entry(wait, count, rider);
            entries.put(id, entry);
        }
        entry.see(look);
        return entry;
    }

    /** Returns the entry of the wait in which the last look saw a platform thread; null if it saw it running. */
    public @Nullable Entry find(long id) {
        return entries.get(id);
    }

    /**
     * Reports whether the thread is still in this very wait. {@code state} is the thread's present state; it is ignored
     * for the carrier of a virtual thread.
     */
    public boolean lasts(Entry entry, long id, Thread.State state) {
        ThreadInfo info = read(new long[] {id})[0];
        return info != null && (entry.rider != 0 || wait(info, state) == entry.kind) && count(info) == entry.count;
    }

    /**
     * Reports whether the thread is still in the wait that was examined, without a time-out. {@code rider} is the id of
     * the virtual thread that waits on this carrier, else 0.
     */
    public boolean lasts(long id, long rider, OldWait wait, Thread.State state) {
        Entry entry = entries.get(id);
        OldWait known = entry == null ? null : entry.old();
        return entry != null
                && known != null
                && entry.kind != Wait.TIMED
                && entry.rider == rider
                && known.isSameAs(wait)
                && lasts(entry, id, state);
    }

    private static long count(ThreadInfo info) {
        return info.getWaitedCount() + info.getBlockedCount();
    }

    /** Records for all old waits that no collector can prove them. */
    void unproved() {
        for (Entry entry : entries.values()) {
            entry.unproved(entry.kind == Wait.TIMED ? WhyNot.TIMED : WhyNot.PINNED);
        }
    }

    /** Forgets the waits that this look did not see, and dates the new ones. */
    void sweep(int look, long end) {
        for (Iterator<Entry> it = entries.values().iterator(); it.hasNext(); ) {
            Entry entry = it.next();
            if (entry.isSeen(look)) {
                entry.date(end);
            } else {
                it.remove();
            }
        }
    }

    /** Returns the CPU time of a platform thread so far, in nanoseconds; negative if not reported. */
    public long cpu(long id) {
        return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? threads.getThreadCpuTime(id)
                : -1;
    }

    /** Returns the CPU time of the calling thread in nanoseconds; 0 if the JVM does not report it. */
    @Override
    public long getAsLong() {
        return threads.isCurrentThreadCpuTimeSupported() ? Math.max(0, threads.getCurrentThreadCpuTime()) : 0;
    }
}
