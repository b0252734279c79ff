// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.channels.Blocked;
import io.parkwatch.detect.Detector;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Stack;
import java.lang.management.ThreadInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks once at all threads: which wait, for how long, and, once per old wait, where and on what. Strong references to threads and
 * blockers end with the look. For the watcher's thread only.
 */
final class Look {
    /** So many old waits are looked at closely in every look, however little time the budget gives. */
    private static final int FEWEST_CLOSE = 64;

    private final long thresholdNanos;
    private final PlatformThreads platformThreads;
    private final @Nullable PlatformWaits platformWaits;
    private final LongSupplier cpu;
    private final @Nullable VirtualThreads virtualThreads;
    private final Table table;
    private final Evidence evidence;
    private final Detector detector;
    private final WatchedTime time;
    private final Clock dates;
    private final Predicate<Thread> own;
    private boolean watchesVirtual;
    private int number;
    private long firstEnd;

    /** {@code own}: which threads are the agent's; they are not counted. */
    Look(
            long thresholdNanos,
            Threads threads,
            Table table,
            Evidence evidence,
            Detector detector,
            WatchedTime time,
            Clock dates,
            Predicate<Thread> own) {
        this.thresholdNanos = thresholdNanos;
        this.platformThreads = threads.platform;
        this.platformWaits = threads.platformWaits;
        this.cpu = threads.cpu(time);
        this.virtualThreads = threads.virtual;
        this.table = table;
        this.evidence = evidence;
        this.detector = detector;
        this.time = time;
        this.dates = dates;
        this.own = own;
    }

    /** From now on virtual threads are watched: their hooks were seen to work. */
    void watchVirtual() {
        watchesVirtual = true;
    }

    /** Whether there is any virtual thread. */
    boolean anyVirtual() {
        boolean[] any = new boolean[1];
        if (virtualThreads != null) {
            virtualThreads.forEach(platformThreads.all(), thread -> any[0] = true);
        }
        return any[0];
    }

    /** An old wait that is to be looked at closely in this look. */
    private record Candidate(
            Thread thread, boolean virtual, Wait kind, long since, BooleanSupplier lasts, Consumer<OldWait> keep) {}

    /** {@code closeNanos}: CPU time that the close looks may take; what they leave comes next time. */
    Seen look(long closeNanos) {
        number++;
        table.settle();
        long now = time.getAsLong();
        Pass pass = new Pass(now);
        Thread[] platform = platformThreads.all();
        pass.platform(platform);
        if (virtualThreads != null && watchesVirtual) {
            virtualThreads.forEach(platform, pass::virtual);
        }
        table.settle();
        pass.close(closeNanos);
        long end = time.getAsLong();
        firstEnd = number == 1 ? end : firstEnd;
        if (platformWaits != null) {
            platformWaits.sweep(number, end);
        }
        table.sweep(number, end);
        return new Seen(
                pass.platform.states(),
                pass.virtual.states(),
                pass.old,
                pass.fresh,
                pass.young == Long.MAX_VALUE ? Long.MAX_VALUE : pass.young + thresholdNanos,
                pass.closeNanos);
    }

    /** What is gathered during one look, and gone with it. */
    private final class Pass {
        private final long now;
        private final Tally platform = new Tally();
        private final Tally virtual = new Tally();
        private final List<Candidate> candidates = new ArrayList<>();
        private final List<OldWait> old = new ArrayList<>();
        private final List<OldWait> fresh = new ArrayList<>();
        private long young = Long.MAX_VALUE;
        private long closeNanos;

        Pass(long now) {
            this.now = now;
        }

        void platform(Thread[] all) {
            List<Thread> watched = new ArrayList<>(all.length);
            for (Thread thread : all) {
                if (thread != null && !PlatformThreads.isCarrier(thread) && !own.test(thread)) {
                    watched.add(thread);
                }
            }
            long[] ids = new long[watched.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = platformThreads.id(watched.get(i));
            }
            PlatformWaits waits = platformWaits;
            if (waits == null) {
                watched.forEach(thread -> platform.unaged(VirtualThreads.of(platformThreads.state(thread))));
                return;
            }
            @Nullable ThreadInfo[] infos = waits.read(ids);
            for (int i = 0; i < ids.length; i++) {
                ThreadInfo info = infos[i];
                if (info != null) {
                    platform(waits, watched.get(i), ids[i], info);
                }
            }
        }

        private void platform(PlatformWaits waits, Thread thread, long id, ThreadInfo info) {
            PlatformWaits.Entry entry = waits.see(id, info, number);
            if (entry == null) {
                platform.running();
                return;
            }
            if (entry.wait != Wait.BLOCKED && PlatformThreads.isAlwaysIdle(thread)) {
                platform.idle();
                return;
            }
            OldWait known = entry.old;
            if (known != null && known.blocker() != OldWait.hash(platformThreads.blocker(thread))) {
                entry.old = null;
                entry.since = Table.NEW;
            }
            aged(
                    platform,
                    entry.old,
                    entry.since,
                    entry.wait,
                    () -> new Candidate(
                            thread,
                            false,
                            entry.wait,
                            entry.since,
                            () -> waits.lasts(entry, id),
                            wait -> entry.old = wait));
        }

        void virtual(Thread thread) {
            VirtualThreads threads = virtualThreads;
            Wait wait = threads == null ? null : threads.wait(thread);
            if (threads == null || wait == null) {
                virtual.running();
                return;
            }
            if (wait == Wait.BLOCKED) {
                // No hook tells one block from the next: counted, not aged.
                virtual.waiting();
                return;
            }
            long id = platformThreads.id(thread);
            int slot = table.find(id);
            if (slot >= 0 && table.isSeen(slot, number)) {
                return;
            }
            if (slot >= 0 && table.again(slot, wait, number)) {
                OldWait known = table.old(slot);
                if (known == null || known.blocker() == OldWait.hash(platformThreads.blocker(thread))) {
                    aged(
                            virtual,
                            known,
                            table.since(slot),
                            wait,
                            () -> new Candidate(
                                    thread,
                                    true,
                                    wait,
                                    table.since(slot),
                                    () -> lasts(thread, id, wait),
                                    w -> keep(id, w)));
                    return;
                }
            }
            if (slot >= 0) {
                table.clear(slot);
            }
            int put = table.put(id, wait, number);
            // Published first, read again then: a park that begins in between clears the entry.
            if (put >= 0 && threads.wait(thread) != wait) {
                table.clear(put);
                virtual.running();
            } else {
                virtual.waiting();
            }
        }

        private boolean lasts(Thread thread, long id, Wait wait) {
            return virtualThreads != null && virtualThreads.wait(thread) == wait && table.find(id) >= 0;
        }

        private void keep(long id, OldWait wait) {
            int slot = table.find(id);
            if (slot >= 0) {
                table.old(slot, wait);
            }
        }

        private void aged(
                Tally tally,
                @Nullable OldWait known,
                long since,
                Wait wait,
                java.util.function.Supplier<Candidate> candidate) {
            if (known != null) {
                tally.old(known.is());
                old.add(known);
            } else if (since == Table.NEW) {
                tally.waiting();
            } else if (wait != Wait.BLOCKED && now - since >= thresholdNanos) {
                candidates.add(candidate.get());
            } else {
                tally.waiting();
                if (wait != Wait.BLOCKED) {
                    young = Math.min(young, since);
                }
            }
        }

        /** Reads stacks and blockers of what has become old, as far as the budget goes. */
        void close(long budget) {
            long start = cpu.getAsLong();
            List<Candidate> read = new ArrayList<>();
            List<Blocked> blocked = new ArrayList<>();
            for (Candidate candidate : candidates) {
                if (read.size() >= FEWEST_CLOSE && cpu.getAsLong() - start > budget) {
                    tally(candidate).waiting();
                    continue;
                }
                Object blocker = platformThreads.blocker(candidate.thread);
                Stack stack = evidence.stacks().of(platformThreads.stack(candidate.thread));
                boolean same = platformThreads.blocker(candidate.thread) == blocker && candidate.lasts.getAsBoolean();
                if (!same) {
                    tally(candidate).running();
                    continue;
                }
                read.add(candidate);
                blocked.add(new Blocked(candidate.thread, blocker, stack));
            }
            evidence.channels().find(blocked, evidence.registry());
            for (int i = 0; i < read.size(); i++) {
                OldWait wait = oldWait(read.get(i), blocked.get(i));
                read.get(i).keep.accept(wait);
                tally(read.get(i)).old(wait.is());
                old.add(wait);
                fresh.add(wait);
            }
            closeNanos = cpu.getAsLong() - start;
        }

        private Tally tally(Candidate candidate) {
            return candidate.virtual ? virtual : platform;
        }

        private OldWait oldWait(Candidate candidate, Blocked found) {
            Thread thread = candidate.thread;
            Object blocker = found.blocker();
            Instant since = dates.instant().minusNanos(time.getAsLong() - candidate.since);
            Observation observation = new Observation(
                    platformThreads.id(thread),
                    thread.getName(),
                    candidate.virtual,
                    !candidate.virtual && PlatformThreads.isJdks(thread),
                    candidate.since,
                    since,
                    candidate.since <= firstEnd,
                    candidate.kind == Wait.TIMED,
                    found.stack(),
                    blocker == null ? null : blocker.getClass().getName(),
                    found.role,
                    found.channel,
                    evidence.registry().creation(platformThreads.id(thread)));
            return new OldWait(OldWait.hash(blocker), observation, detector.classify(observation));
        }
    }
}
