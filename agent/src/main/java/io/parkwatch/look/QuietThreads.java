// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.births.Stacks;
import io.parkwatch.detect.QuietWork;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.PlatformWaits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds threads that the JVM calls RUNNABLE though they use no CPU time: they wait in native code, or for another
 * thread that initializes a class. A thread's CPU time is read once per threshold. Once it has not changed, the
 * thread's stack is read, and the result is kept until the time changes. For the watcher's thread only.
 */
final class QuietThreads {
    /** The maximum number of stacks read in one look. */
    private static final int MOST = 64;

    private final PlatformWaits waits;
    private final PlatformThreads threads;
    private final Stacks stacks;
    private final long thresholdNanos;
    private final Map<Long, Entry> entries = new HashMap<>();
    private List<Suspect> suspects = new ArrayList<>();

    QuietThreads(PlatformWaits waits, PlatformThreads threads, Stacks stacks, long thresholdNanos) {
        this.waits = waits;
        this.threads = threads;
        this.stacks = stacks;
        this.thresholdNanos = thresholdNanos;
    }

    /** A running thread: the CPU time that it or its carrier had used, and when that was read. */
    private static final class Entry {
        private final long carrier;
        private final long cpu;
        private final long since;
        private int look;
        /** A constant of {@link QuietWork}; null if the stack was not read yet. */
        private @Nullable String is;

        Entry(long carrier, long cpu, long since) {
            this.carrier = carrier;
            this.cpu = cpu;
            this.since = since;
        }
    }

    /** A thread whose stack is to be read. Discarded after the look. */
    private record Suspect(Thread thread, long below, Entry entry) {}

    /** Starts a look. A failed look may have left threads here. */
    void begin() {
        suspects.clear();
    }

    /**
     * Records a running thread. {@code below} is the id of the thread whose CPU time counts: itself, or the carrier of
     * a virtual thread.
     */
    void see(Thread thread, long id, long below, LookState look) {
        long now = look.now;
        Entry entry = entries.get(id);
        if (entry == null || entry.carrier != below) {
            entries.put(id, begin(below, look));
            return;
        }
        entry.look = look.number;
        if (now - entry.since < thresholdNanos) {
            return;
        }
        long cpu = waits.cpu(below);
        if (cpu < 0 || cpu != entry.cpu) {
            entries.put(id, begin(below, look));
        } else if (entry.is == null) {
            if (suspects.size() < MOST) {
                suspects.add(new Suspect(thread, below, entry));
            }
        } else {
            count(entry, look);
        }
    }

    /** Reports whether the last look counted a thread, with this id, that reads from a socket. */
    boolean readsSocket(long id) {
        Entry entry = entries.get(id);
        return entry != null && QuietWork.READS_SOCKET.equals(entry.is);
    }

    private Entry begin(long below, LookState look) {
        Entry entry = new Entry(below, waits.cpu(below), look.now);
        entry.look = look.number;
        return entry;
    }

    private static void count(Entry entry, LookState look) {
        if (QuietWork.INITIALIZES.equals(entry.is)) {
            look.unaged().classInit.again();
        } else if (QuietWork.READS_SOCKET.equals(entry.is)) {
            look.unaged().socketRead();
        }
    }

    /**
     * Reads the stacks of the threads that turned out quiet in this look, if the budget leaves any time. Must be called
     * last in a look.
     */
    void read(LookState look) {
        if (!suspects.isEmpty() && look.budget.isLeft()) {
            Thread[] all = new Thread[suspects.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = suspects.get(i).thread;
            }
            @Nullable StackTraceElement[][] read = threads.stacks(all);
            for (int i = 0; i < all.length; i++) {
                Entry entry = suspects.get(i).entry;
                // If the thread ran while it was read, the stack may be out of date.
                if (read[i] != null && waits.cpu(suspects.get(i).below) == entry.cpu) {
                    entry.is = QuietWork.of(stacks.of(read[i]).frames());
                    count(entry, look);
                }
            }
        }
        suspects = new ArrayList<>();
        // Not a lambda: the JDK would spin a class for it in each start.
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
            if (each.next().look != look.number) {
                each.remove();
            }
        }
    }
}
