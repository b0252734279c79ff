// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Quiet;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.seen.Stacks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Threads that the JVM calls RUNNABLE and that use no CPU time: they wait in native code, or for another thread that
 * initializes a class. A thread's time is asked for once in each threshold; once that stood still, its stack is read,
 * and kept for as long as it stands still. For the watcher's thread only.
 */
final class QuietThreads {
    /** So many stacks are read in one look. */
    private static final int MOST = 64;

    private final PlatformWaits waits;
    private final PlatformThreads threads;
    private final Stacks stacks;
    private final long thresholdNanos;
    private final Map<Long, Entry> entries = new HashMap<>();
    private List<Fresh> fresh = new ArrayList<>();

    QuietThreads(PlatformWaits waits, PlatformThreads threads, Stacks stacks, long thresholdNanos) {
        this.waits = waits;
        this.threads = threads;
        this.stacks = stacks;
        this.thresholdNanos = thresholdNanos;
    }

    /** One thread that runs: how much CPU time it, or its carrier, had used, and since when that is known. */
    private static final class Entry {
        private final long carrier;
        private final long cpu;
        private final long since;
        private int look;
        /** A word of {@link Quiet}; null: its stack was not read yet. */
        private @Nullable String is;

        Entry(long carrier, long cpu, long since) {
            this.carrier = carrier;
            this.cpu = cpu;
            this.since = since;
        }
    }

    /** A thread whose stack is to be read: gone with the look. */
    private record Fresh(Thread thread, long below, Entry entry) {}

    /** To be called first in a look: one that failed may have left threads here. */
    void begin() {
        fresh.clear();
    }

    /** A thread that runs, and whose CPU time is counted at {@code below}: itself, or the carrier of a virtual one. */
    void see(Thread thread, long id, long below, Gathered gathered) {
        int look = gathered.number;
        long now = gathered.now;
        Entry entry = entries.get(id);
        if (entry == null || entry.carrier != below) {
            entries.put(id, begin(below, now, look));
            return;
        }
        entry.look = look;
        if (now - entry.since < thresholdNanos) {
            return;
        }
        long cpu = waits.cpu(below);
        if (cpu < 0 || cpu != entry.cpu) {
            entries.put(id, begin(below, now, look));
        } else if (entry.is == null) {
            if (fresh.size() < MOST) {
                fresh.add(new Fresh(thread, below, entry));
            }
        } else {
            count(entry, gathered);
        }
    }

    private Entry begin(long below, long now, int look) {
        Entry entry = new Entry(below, waits.cpu(below), now);
        entry.look = look;
        return entry;
    }

    private static void count(Entry entry, Gathered gathered) {
        if (Quiet.INITIALIZES.equals(entry.is)) {
            gathered.unaged().classInit.again();
        } else if (Quiet.READS_SOCKET.equals(entry.is)) {
            gathered.unaged().socketRead();
        }
    }

    /**
     * Reads the stacks of those that are known as quiet since this look, if {@code budget} leaves any time. To be
     * called last in a look.
     */
    void read(long budget, Gathered gathered) {
        if (!fresh.isEmpty() && budget > 0) {
            Thread[] all = new Thread[fresh.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = fresh.get(i).thread;
            }
            @Nullable StackTraceElement[][] read = threads.stacks(all);
            for (int i = 0; i < all.length; i++) {
                Entry entry = fresh.get(i).entry;
                // One that went on while it was read is not where this stack says.
                if (read[i] != null && waits.cpu(fresh.get(i).below) == entry.cpu) {
                    entry.is = Quiet.of(stacks.of(read[i]).frames());
                    count(entry, gathered);
                }
            }
        }
        fresh = new ArrayList<>();
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
            if (each.next().look != gathered.number) {
                each.remove();
            }
        }
    }
}
