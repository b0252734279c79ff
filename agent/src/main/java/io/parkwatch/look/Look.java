// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.births.Stacks;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.BlindSpots.Carriers;
import io.parkwatch.look.cells.SuspensionPass;
import io.parkwatch.look.cells.Suspensions;
import io.parkwatch.look.jvm.AgentThreadIds;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.proofs.Proofs;
import io.parkwatch.look.proofs.Reclaims;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.FreeLocks;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Pipes;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.look.waits.Unaged;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks once at all threads: which of them wait and for how long. Reads the stack and the blocker once per old wait.
 * Strong references to threads and blockers end with the look. For the watcher's thread only.
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
    private final LongSupplier cpu;
    private @Nullable AgentThreadIds ownIds;
    private boolean asksNone;
    private boolean watchesVirtual;
    /** Set once a look has watched virtual threads. */
    private @Nullable FreeLocks freeLocks;

    /** Set once a wait was old. */
    private @Nullable MainThread mains;

    /** Set once a look had something to count in it. */
    private @Nullable Unaged unaged;

    private final @Nullable QuietThreads quiet;
    private int number;
    /** Whether a look has completed; a failed look does not count. */
    private boolean ended;

    /** Whether the last look completed, or there was none. */
    private boolean whole = true;

    private long firstEnd;
    private @Nullable Proofs proofs;

    /** {@code own} matches the agent's threads, which are not counted. */
    Look(
            long thresholdNanos,
            Threads threads,
            Table table,
            Calls calls,
            CloseLook closeLook,
            Suspensions suspensions,
            Reclaims reclaims,
            WatchedTime time,
            Stacks stacks,
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
        this.quiet = threads.platformWaits == null
                ? null
                : new QuietThreads(threads.platformWaits, threads.platform, stacks, thresholdNanos);
        this.cpu = threads.cpu(time);
    }

    /** Sets the proofs, which may have taken threads out of the JDK's set. */
    void outside(Proofs out) {
        proofs = out;
    }

    /** Starts to watch virtual threads: their hooks were seen to work. */
    void watchVirtual() {
        watchesVirtual = true;
    }

    /** Forgets all waits whose end only hooks report. Called after hooks were missing for a while. */
    void forget() {
        table.forget();
        pipes.forget();
    }

    boolean anyVirtual() {
        return virtualThreads != null && virtualThreads.any(platformThreads.all());
    }

    /** Reports whether there is a platform thread that overrides {@code getId}. */
    boolean anyOwnId() {
        for (Thread thread : platformThreads.all()) {
            if (thread != null && PlatformThreads.isOfOwnClass(thread) && !own.test(thread)) {
                AgentThreadIds known = ownIds == null ? new AgentThreadIds() : ownIds;
                ownIds = known;
                if (known.has(thread.getClass())) {
                    ownIds = null; // not needed any more
                    return true;
                }
            }
        }
        return false;
    }

    /** Stops asking the JVM how platform threads wait: it would call methods of the program. */
    void askNone() {
        asksNone = true;
    }

    /**
     * Runs one look. {@code closeNanos} is the CPU time that the close looks may take; what they leave is read at the
     * next look.
     */
    Seen look(long closeNanos) {
        number++;
        if (unaged != null) {
            unaged.begin();
        }
        if (quiet != null) {
            quiet.begin();
        }
        if (!whole) {
            table.unsee(number);
            calls.unsee(number);
        }
        whole = false;
        table.settle();
        long now = time.getAsLong();
        calls.begin(number, now);
        LookState gathered =
                new LookState(number, now, firstEnd, thresholdNanos, calls, pipes, unaged, platformWaits != null);
        Thread[] platform = platformThreads.all();
        new PlatformPass(gathered, platformThreads, asksNone ? null : platformWaits, calls, quiet).read(platform, own);
        FreeLocks locks = freeLocks;
        ReadyThreads ready = null;
        if (virtualThreads != null && watchesVirtual) {
            locks = locks == null ? new FreeLocks() : locks;
            freeLocks = locks;
            ready = new ReadyThreads(now, thresholdNanos);
            VirtualPass pass = new VirtualPass(
                    gathered, virtualThreads, platformThreads, platformWaits, table, calls, quiet, ready, locks);
            virtualThreads.forEach(platform, pass);
            if (proofs != null) {
                pass.readOutside(proofs);
            }
        } else if (virtualThreads != null && virtualThreads.any(platform)) {
            virtualThreads.forEach(platform, gathered.unaged().virtual);
        }
        table.settle();
        calls.settle();
        SuspensionPass cells = suspensions.read(now, firstEnd);
        List<OldWait> fresh = new ArrayList<>(closeLook.read(gathered.candidates, closeNanos, cells.blockers));
        gathered.old.addAll(fresh);
        for (OldWait wait : fresh) {
            wait.seen(number);
        }
        suspensions.also(closeLook.blocking());
        Carriers carriers = virtualThreads == null
                        || ready == null
                        || gathered.virtual.states().all() == 0
                ? null
                : ready.of(virtualThreads);
        if (locks != null) {
            locks.mark(gathered.old);
        }
        Suspensions.Outcome suspended = suspensions.close(cells, closeNanos - closeLook.spent());
        gathered.cover(suspended.blocked(), fresh);
        gathered.old.addAll(suspended.old());
        fresh.addAll(suspended.fresh());
        long spent = closeLook.spent() + suspensions.spent();
        if (!gathered.old.isEmpty()) {
            mains = mains == null ? new MainThread(platformThreads, cpu, own) : mains;
            mains.settle(gathered, fresh, platform, closeNanos - spent);
            spent += mains.spent();
        }
        List<OldWait> taken = reclaims.taken(number);
        taken.addAll(suspended.taken());
        if (quiet != null) {
            quiet.read(closeNanos - spent, gathered);
        }
        long end = Table.date(time.getAsLong());
        suspensions.settle(end);
        gathered.young = Math.min(gathered.young, suspended.young());
        if (platformWaits != null) {
            platformWaits.sweep(number, end);
        }
        pipes.sweep(number, end);
        table.sweep(number, end);
        calls.sweep(number, end);
        long age = ended ? now - firstEnd : 0;
        firstEnd = ended ? firstEnd : end;
        ended = true;
        whole = true;
        return new Seen(
                number,
                gathered.platform.states(),
                gathered.virtual.states(),
                suspended.states(),
                gathered.old,
                fresh,
                taken,
                gathered.young == Long.MAX_VALUE ? Long.MAX_VALUE : gathered.young + thresholdNanos,
                gathered.anyNew || cells.anyNew ? end + thresholdNanos : Long.MAX_VALUE,
                age,
                unseen(gathered, carriers),
                spent);
    }

    private BlindSpots unseen(LookState gathered, @Nullable Carriers carriers) {
        unaged = gathered.old.isEmpty() ? gathered.anyUnaged() : gathered.unaged();
        return new BlindSpots(
                unaged == null ? List.of() : unaged.rows(),
                unaged == null ? List.of() : unaged.leftOut(gathered.old),
                closeLook.unread() + suspensions.unread(),
                carriers);
    }
}
