// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.finding.Verdict;
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
 * The waits of platform threads, and of virtual ones that wait mounted on one. The JVM counts their parks, waits,
 * sleeps and blocks itself, exactly: a wait is the same as long as the sum stays. No hook, no stack and no safepoint.
 */
public final class PlatformWaits implements LongSupplier {
    private final ThreadMXBean threads = bean();
    private final @Nullable MethodHandle allocated = allocated(threads);
    private final Map<Long, Entry> entries = new HashMap<>();

    /** One thread's wait. */
    public static class Entry {
        public final Wait wait;
        final long count;
        /** Id of the virtual thread that waits on this carrier; 0: the platform thread itself waits. */
        final long rider;

        public long since = Table.NEW;
        public int look;

        @Nullable
        public OldWait old;

        Entry(Wait wait, long count, long rider) {
            this.wait = wait;
            this.count = count;
            this.rider = rider;
        }
    }

    /** Where it can be had alone: the public way makes every bean of every module, some of them by streams. */
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

    /** Only the extended bean of jdk.management tells it publicly. */
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

    /** Bytes that all threads, ended ones too, have allocated so far; negative: this JVM does not tell. */
    long allocated() {
        try {
            return allocated == null ? -1 : (long) allocated.invokeExact();
        } catch (Throwable disabled) {
            return -1;
        }
    }

    /** State and counters of these threads, null for one that ended; without stacks. */
    @Nullable
    public ThreadInfo[] read(long[] ids) {
        return threads.getThreadInfo(ids);
    }

    /**
     * The entry of a thread's present wait (by {@code id}: on 17 the info's own comes from a method that can be
     * overridden), begun anew if it is another than before; null: the thread runs. {@code state}: as the thread itself
     * has it.
     */
    @Nullable
    public Entry see(long id, ThreadInfo info, Thread.State state, int look) {
        Wait wait = wait(info, state);
        return wait == null ? null : see(id, info, wait, 0, look);
    }

    /**
     * From 24 on the JVM calls whoever wants a monitor that a virtual thread holds RUNNABLE, and counts that block all
     * the same.
     */
    private static @Nullable Wait wait(ThreadInfo info, Thread.State state) {
        Wait told = Wait.of(info.getThreadState());
        return told == null && state == Thread.State.BLOCKED ? Wait.BLOCKED : told;
    }

    /**
     * The same for a virtual thread ({@code rider}: its id) that waits on its carrier, of which the JVM tells no state
     * then.
     */
    public Entry see(long id, ThreadInfo info, Wait wait, long rider, int look) {
        long count = count(info);
        Entry entry = entries.get(id);
        if (entry == null || entry.wait != wait || entry.count != count || entry.rider != rider) {
            entry = new Entry(wait, count, rider);
            entries.put(id, entry);
        }
        entry.look = look;
        return entry;
    }

    /**
     * Whether the thread is in this very wait still. {@code state}: of the thread, now; of a virtual thread's carrier
     * it says nothing.
     */
    public boolean lasts(Entry entry, long id, Thread.State state) {
        ThreadInfo info = threads.getThreadInfo(id);
        return info != null && (entry.rider != 0 || wait(info, state) == entry.wait) && count(info) == entry.count;
    }

    private static long count(ThreadInfo info) {
        return info.getWaitedCount() + info.getBlockedCount();
    }

    /** Notes of all old waits that no collector can prove them. */
    public void unproved() {
        for (Entry entry : entries.values()) {
            OldWait old = entry.old;
            if (old != null) {
                entry.old = old.with(
                        Verdict.STUCK,
                        entry.rider == 0 ? WhyNot.PLATFORM : entry.wait == Wait.TIMED ? WhyNot.TIMED : WhyNot.PINNED);
            }
        }
    }

    /** Forgets what this look did not see, and dates what is new. */
    public void sweep(int look, long end) {
        for (Iterator<Entry> it = entries.values().iterator(); it.hasNext(); ) {
            Entry entry = it.next();
            if (entry.look != look) {
                it.remove();
            } else if (entry.since == Table.NEW) {
                entry.since = end;
            }
        }
    }

    /** The CPU time of a platform thread so far, nanoseconds; negative: not told. */
    public long cpu(long id) {
        return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? threads.getThreadCpuTime(id)
                : -1;
    }

    /** The CPU time of the calling thread, nanoseconds; 0 where the JVM does not tell. */
    @Override
    public long getAsLong() {
        return threads.isCurrentThreadCpuTimeSupported() ? Math.max(0, threads.getCurrentThreadCpuTime()) : 0;
    }
}
