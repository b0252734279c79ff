// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classified;
import io.parkwatch.look.CloseLook.Candidate;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks once at all threads: which wait, for how long, and, once per old wait, where and on what. Strong references to threads and
 * blockers end with the look. For the watcher's thread only.
 */
final class Look {
    private final long thresholdNanos;
    private final PlatformThreads platformThreads;
    private final @Nullable PlatformWaits platformWaits;
    private final @Nullable VirtualThreads virtualThreads;
    private final Pipes pipes;
    private final Table table;
    private final Calls calls;
    private final CloseLook closeLook;
    private final Suspensions suspensions;
    private final Reclaims reclaims;
    private final WatchedTime time;
    private final Predicate<Thread> own;
    private boolean watchesVirtual;
    private int number;
    /** Whether a look has ended; one that failed has not. */
    private boolean ended;

    private long firstEnd;
    private @Nullable Proofs proofs;

    /** {@code own}: which threads are the agent's; they are not counted. */
    Look(
            long thresholdNanos,
            Threads threads,
            Table table,
            Calls calls,
            CloseLook closeLook,
            Suspensions suspensions,
            Reclaims reclaims,
            WatchedTime time,
            Predicate<Thread> own) {
        this.thresholdNanos = thresholdNanos;
        this.platformThreads = threads.platform;
        this.platformWaits = threads.platformWaits;
        this.virtualThreads = threads.virtual;
        this.pipes = threads.pipes;
        this.table = table;
        this.calls = calls;
        this.closeLook = closeLook;
        this.suspensions = suspensions;
        this.reclaims = reclaims;
        this.time = time;
        this.own = own;
    }

    /** Who may have taken threads out of the JDK's set. */
    void outside(Proofs out) {
        proofs = out;
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

    /** {@code closeNanos}: CPU time that the close looks may take; what they leave comes next time. */
    Seen look(long closeNanos) {
        number++;
        table.settle();
        long now = time.getAsLong();
        calls.begin(number, now);
        Pass pass = new Pass(now);
        Thread[] platform = platformThreads.all();
        pass.platform(platform);
        if (virtualThreads != null && watchesVirtual) {
            virtualThreads.forEach(platform, pass::virtual);
            if (proofs != null) {
                proofs.forEachOutside(pass::out, pass::virtual);
            }
        }
        table.settle();
        calls.settle();
        Suspensions.Pass cells = suspensions.read(now, firstEnd);
        List<OldWait> fresh = new ArrayList<>(closeLook.read(pass.candidates, closeNanos, cells.blockers));
        pass.old.addAll(fresh);
        for (OldWait wait : fresh) {
            wait.seen(number);
        }
        Suspensions.Outcome suspended = suspensions.close(cells, closeNanos - closeLook.spent());
        pass.cover(suspended, fresh);
        pass.old.addAll(suspended.old());
        fresh.addAll(suspended.fresh());
        List<OldWait> taken = reclaims.taken(number);
        taken.addAll(suspended.taken());
        long end = time.getAsLong();
        suspensions.settle(end);
        pass.young = Math.min(pass.young, suspended.young());
        long age = ended ? now - firstEnd : 0;
        firstEnd = ended ? firstEnd : end;
        ended = true;
        if (platformWaits != null) {
            platformWaits.sweep(number, end);
        }
        pipes.sweep(number, end);
        table.sweep(number, end);
        calls.sweep(number, end);
        return new Seen(
                pass.platform.states(),
                pass.virtual.states(),
                suspended.states(),
                pass.old,
                fresh,
                taken,
                pass.young == Long.MAX_VALUE ? Long.MAX_VALUE : pass.young + thresholdNanos,
                age,
                closeLook.unread() + suspensions.unread(),
                closeLook.spent() + suspensions.spent());
    }

    /** What is gathered during one look, and gone with it. */
    private final class Pass {
        private final long now;
        private final Tally platform = new Tally();
        private final Tally virtual = new Tally();
        private final List<Candidate> candidates = new ArrayList<>();
        private final List<OldWait> old = new ArrayList<>();
        private final Map<Thread, Pipes.Stay> piped = pipes.now();
        private long young = Long.MAX_VALUE;

        Pass(long now) {
            this.now = now;
        }

        /** A thread that is blocked until a stuck coroutine ends is no finding of its own. */
        void cover(Suspensions.Outcome suspended, List<OldWait> fresh) {
            Set<Long> threads = suspended.blocked();
            if (threads.isEmpty()) {
                return;
            }
            Predicate<OldWait> covered =
                    wait -> threads.contains(wait.observation().threadId());
            fresh.removeIf(covered);
            for (OldWait wait : old) {
                if (covered.test(wait) && wait.is() instanceof Classified.Stuck) {
                    (wait.observation().virtual() ? virtual : platform).covered();
                }
            }
            old.removeIf(covered);
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
                for (Thread thread : watched) {
                    platform.unaged(Wait.of(platformThreads.state(thread)));
                }
                return;
            }
            @Nullable ThreadInfo[] infos = waits.read(ids);
            for (int i = 0; i < ids.length; i++) {
                ThreadInfo info = infos[i];
                if (info != null && !inPipe(watched.get(i), platform)) {
                    platform(waits, watched.get(i), ids[i], info);
                }
            }
        }

        private void platform(PlatformWaits waits, Thread thread, long id, ThreadInfo info) {
            PlatformWaits.Entry entry = waits.see(id, info, number);
            if (entry == null) {
                calls.runs(id);
                platform.running();
                return;
            }
            if (entry.wait != Wait.BLOCKED && PlatformThreads.isAlwaysIdle(thread)) {
                platform.idle();
                return;
            }
            int call = calls.see(id, number);
            OldWait known = entry.old;
            if (known != null && known.blocker() != OldWait.hash(platformThreads.blocker(thread))) {
                entry.old = null;
                entry.since = Table.NEW;
            }
            if (isYoung(entry.old, entry.since) && isOldCall(call, thread, id, false, entry.wait)) {
                return;
            }
            counted(thread, platform, entry, Monitors.ofPlatform(info), null, () -> waits.lasts(entry, id));
        }

        /** Whether it waits in a pipe, in whichever slice, or between two: counted by that. */
        private boolean inPipe(Thread thread, Tally tally) {
            Pipes.Stay stay = piped.get(thread);
            if (stay == null) {
                return false;
            }
            if (stay.look != number) {
                stay.look = number;
                counted(thread, tally, stay, null, stay.pipe(), () -> pipes.lasts(stay));
            }
            return true;
        }

        /** A wait that the JVM's own counters, or a pipe's hook, tell from the next one. */
        private void counted(
                Thread thread,
                Tally tally,
                PlatformWaits.Entry entry,
                @Nullable String monitor,
                @Nullable Object pipe,
                BooleanSupplier lasts) {
            if (isFresh(tally, entry.old, entry.since)) {
                candidates.add(new Candidate(
                        thread,
                        tally == virtual,
                        entry.wait,
                        entry.since,
                        entry.since <= firstEnd,
                        tally,
                        monitor,
                        pipe,
                        lasts,
                        wait -> entry.old = wait,
                        null));
            }
        }

        /** A virtual thread that waits on a monitor and keeps its carrier meanwhile, which then begins no other wait. */
        private void mounted(VirtualThreads threads, Thread thread, Wait wait, Thread carrier, int call) {
            PlatformWaits waits = platformWaits;
            long below = platformThreads.id(carrier);
            ThreadInfo info = waits == null ? null : waits.read(new long[] {below})[0];
            BooleanSupplier lasts = () -> threads.carrier(thread) == carrier && threads.wait(thread) == wait;
            if (!lasts.getAsBoolean()) {
                virtual.running();
                return;
            }
            if (waits == null || info == null) {
                virtual.waiting();
                return;
            }
            long id = platformThreads.id(thread);
            PlatformWaits.Entry entry = waits.see(below, info, wait, id, number);
            if (isYoung(entry.old, entry.since) && isOldCall(call, thread, id, true, wait)) {
                return;
            }
            counted(thread, virtual, entry, null, null, () -> waits.lasts(entry, below) && lasts.getAsBoolean());
        }

        void virtual(Thread thread) {
            VirtualThreads threads = virtualThreads;
            if (inPipe(thread, virtual)) {
                return;
            }
            Wait wait = threads == null ? null : threads.wait(thread);
            long id = platformThreads.id(thread);
            if (threads == null || wait == null) {
                calls.runs(id);
                virtual.running();
                return;
            }
            int call = calls.see(id, number);
            if (wait == Wait.UNTOLD) {
                if (!isOldCall(call, thread, id, true, wait)) {
                    virtual.waiting();
                }
                return;
            }
            Thread carrier = threads.carrier(thread);
            if (carrier != null) {
                mounted(threads, thread, wait, carrier, call);
                return;
            }
            int slot = table.find(id);
            if (slot >= 0 && table.isSeen(slot, number)) {
                return;
            }
            if (slot >= 0 && table.again(slot, wait, number)) {
                OldWait known = table.old(slot);
                if (known == null || known.blocker() == OldWait.hash(platformThreads.blocker(thread))) {
                    if (isYoung(known, table.since(slot)) && isOldCall(call, thread, id, true, wait)) {
                        return;
                    }
                    if (isFresh(virtual, known, table.since(slot))) {
                        candidates.add(new Candidate(
                                thread,
                                true,
                                wait,
                                table.since(slot),
                                table.since(slot) <= firstEnd,
                                virtual,
                                null,
                                null,
                                () -> lasts(thread, id, wait),
                                w -> keep(id, w),
                                null));
                    }
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
            } else if (!isOldCall(call, thread, id, true, wait)) {
                virtual.waiting();
            }
        }

        private boolean isYoung(@Nullable OldWait known, long since) {
            return known == null && (since == Table.NEW || now - since < thresholdNanos);
        }

        /** Whether the thread, whose wait is young, has been in one call of a named method for long; it is counted then. */
        private boolean isOldCall(int call, Thread thread, long id, boolean isVirtual, Wait wait) {
            long since = call < 0 ? Table.NEW : calls.since(call);
            if (since == Table.NEW) {
                return false;
            }
            Tally tally = isVirtual ? virtual : platform;
            OldWait known = calls.old(call);
            if (known != null && known.is() instanceof Classified.Stuck) {
                tally.old(known.is());
                known.seen(number);
                old.add(known);
                return true;
            }
            if (known != null || now - since < thresholdNanos) {
                young = known == null ? Math.min(young, since) : young;
                return false;
            }
            candidates.add(new Candidate(
                    thread,
                    isVirtual,
                    wait,
                    since,
                    since <= firstEnd,
                    tally,
                    null,
                    null,
                    () -> calls.lasts(id),
                    w -> calls.keep(id, w),
                    calls));
            return true;
        }

        /** One that the collector is asked about, which must not be touched: as long as it parks nowhere else it waits as it did. */
        void out(long id) {
            int slot = table.find(id);
            OldWait known = slot < 0 ? null : table.old(slot);
            if (known != null && !table.isSeen(slot, number) && table.again(slot, Wait.WAITING, number)) {
                virtual.old(known.is());
                known.seen(number);
                old.add(known);
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

        /** Counts a wait by its age. Whether it is old and nobody has looked closely yet: it is then counted by who does. */
        private boolean isFresh(Tally tally, @Nullable OldWait known, long since) {
            if (known != null) {
                tally.old(known.is());
                known.seen(number);
                old.add(known);
            } else if (since == Table.NEW) {
                tally.waiting();
            } else if (now - since >= thresholdNanos) {
                return true;
            } else {
                tally.waiting();
                young = Math.min(young, since);
            }
            return false;
        }
    }
}
