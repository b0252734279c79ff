// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.Totals;
import io.parkwatch.gather.Cause;
import io.parkwatch.look.cells.SuspensionPass;
import io.parkwatch.look.cells.Suspensions;
import io.parkwatch.look.holders.Holders;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.proofs.Proofs;
import io.parkwatch.look.states.ChannelStates;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.FreeLocks;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.Reclaims;
import io.parkwatch.look.waits.StackBudget;
import io.parkwatch.look.waits.StuckWait;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.UnagedThreads;
import io.parkwatch.search.Searches;
import io.parkwatch.support.RecurringFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks once at all threads: which of them wait and for how long. Reads the stack and the blocker once per old wait.
 * Strong references to threads and blockers end with the look. For the watcher's thread only.
 */
final class Look {
    /** How soon a look follows one that read a holder for the first time: a second reading may name it. */
    private static final long SOON = 1_000_000_000;

    private final Evidence evidence;
    private final Books books;
    private final Proofs proofs;
    private long thresholdNanos;
    private final Predicate<Thread> agents;
    private final PlatformThreads platformThreads;
    private final @Nullable VirtualThreads virtualThreads;
    private final LongSupplier cpu;
    private final Reclaims reclaims = new Reclaims();
    private final CloseLook closeLook;
    private final Suspensions suspensions;
    private final @Nullable QuietThreads quiet;

    /** When the agent began to watch. */
    private final long start;

    private boolean asksNone;
    private boolean watchesVirtual;

    /** Set once a look has watched virtual threads. */
    private @Nullable FreeLocks freeLocks;

    /** Set once a wait was old, to keep their classes out of the startup. */
    private @Nullable MainThread mainThread;

    /** Set once a wait was old. */
    private @Nullable Holders holders;

    /** Set once a wait was old. */
    private @Nullable ChannelStates states;

    private final RecurringFault lostHolders;

    private @Nullable Ledger ledger;

    /** Set once the program has asked for a look. */
    private @Nullable ThreadRows rows;

    /** Set once somebody has searched for threads. */
    volatile @Nullable Searches searches;

    /** Set once a look had something to count in it. */
    private @Nullable UnagedThreads unaged;

    private int number;

    /** Whether a look has completed; a failed look does not count. */
    private boolean ended;

    /** Whether the last look completed, or there was none. */
    private boolean whole = true;

    private long firstEnd;

    /** {@code agents} matches the agent's threads, which are not counted. */
    Look(Evidence evidence, Books books, Proofs proofs, long thresholdNanos, Predicate<Thread> agents) {
        this.evidence = evidence;
        this.books = books;
        this.proofs = proofs;
        this.thresholdNanos = thresholdNanos;
        this.agents = agents;
        platformThreads = evidence.threads().platform;
        virtualThreads = evidence.threads().virtual;
        cpu = evidence.threads().cpu(evidence.time());
        closeLook = new CloseLook(evidence, reclaims);
        suspensions = new Suspensions(evidence);
        quiet = books.platform == null
                ? null
                : new QuietThreads(books.platform, platformThreads, evidence.stacks(), thresholdNanos);
        lostHolders = new RecurringFault(evidence.time());
        start = evidence.time().getAsLong();
    }

    /** Returns whether waits count as stuck earlier from now on. */
    boolean lower(long nanos) {
        boolean lower = nanos < thresholdNanos;
        thresholdNanos = lower ? nanos : thresholdNanos;
        return lower;
    }

    Duration threshold() {
        return Duration.ofNanos(thresholdNanos);
    }

    /** Starts to watch virtual threads: their hooks were seen to work. */
    void watchVirtual() {
        watchesVirtual = true;
    }

    /** Forgets all waits whose end only hooks report. Called after hooks were missing for a while. */
    void forget() {
        books.forget();
        if (ledger != null) {
            ledger.forget();
        }
    }

    boolean anyVirtual() {
        return virtualThreads != null && virtualThreads.any(platformThreads.all());
    }

    boolean anyGetIdOverride() {
        return platformThreads.anyGetIdOverride(agents);
    }

    /** Stops asking the JVM how platform threads wait: it would call methods of the program. */
    void askNone() {
        asksNone = true;
    }

    /**
     * Runs one look.
     *
     * @param stackNanos the CPU time that stacks may take; what that leaves is read at the next look
     * @param began the CPU time at which the look's work began
     * @param asked null if the program asks for nothing
     */
    LookOutcome look(long stackNanos, long began, @Nullable LookRequest asked) {
        number++;
        if (unaged != null) {
            unaged.begin();
        }
        if (quiet != null) {
            quiet.begin();
        }
        boolean wasWhole = whole;
        whole = false;
        long now = evidence.time().getAsLong();
        books.begin(number, now, wasWhole);
        StackBudget budget = new StackBudget(cpu, stackNanos);
        LookState look = new LookState(number, now, firstEnd, thresholdNanos, books, budget, unaged);
        Thread[] platform = platformThreads.all();
        new PlatformPass(look, platformThreads, asksNone ? null : books.platform, books.calls, quiet)
                .read(platform, agents);
        ReadyThreads ready = readVirtual(look, platform);
        books.settle();
        SuspensionPass cells = suspensions.read(look);
        closeLook.read(look, cells.blockers);
        suspensions.also(closeLook.blocking());
        if (freeLocks != null) {
            freeLocks.mark(look.old);
        }
        suspensions.close(cells, look);
        look.addCoroutines();
        if (!look.old.isEmpty()) {
            mainThread = mainThread == null ? new MainThread(platformThreads, agents) : mainThread;
            mainThread.settle(look, platform);
        }
        @Nullable Cause[] causes = causes(look);
        List<StuckWait> reclaimed = reclaims.reclaimed(number);
        reclaimed.addAll(cells.reclaimed);
        if (quiet != null) {
            quiet.read(look);
        }
        if (asked != null) {
            rows = rows == null ? new ThreadRows(evidence, agents) : rows;
            rows.answer(asked, look, causes, look.anyYoung());
        }
        long end = Table.date(evidence.time().getAsLong());
        suspensions.settle(end);
        books.sweep(number, end);
        boolean more = holders != null && holders.mayNameMore();
        long age = Math.min(ended ? now - firstEnd : 0, more ? thresholdNanos - 1 : Long.MAX_VALUE);
        firstEnd = ended ? firstEnd : end;
        ended = true;
        whole = true;
        Searches searched = searches;
        if (searched != null) {
            PlatformWaits aged = asksNone ? null : books.platform;
            YoungWaits young = new YoungWaits(look, evidence, books, aged, watchesVirtual, quiet, firstEnd, end);
            ThreadSearch.answer(searched, young, platform, agents);
        }
        return outcome(
                look,
                causes,
                reclaimed,
                unseen(look, ready),
                age,
                more ? Math.min(look.nextOld(), end + SOON) : look.nextOld(),
                end,
                began);
    }

    /** Reads the virtual threads. Returns null if their waits are not watched. */
    private @Nullable ReadyThreads readVirtual(LookState look, Thread[] platform) {
        if (virtualThreads == null) {
            return null;
        }
        VirtualStates states = watchesVirtual ? virtualThreads.states() : null;
        if (states == null) {
            if (virtualThreads.any(platform)) {
                virtualThreads.forEach(platform, look.unaged().virtual);
            }
            return null;
        }
        FreeLocks locks = freeLocks == null ? new FreeLocks() : freeLocks;
        freeLocks = locks;
        ReadyThreads ready = new ReadyThreads(look.now, thresholdNanos, states.allTold());
        VirtualPass pass = new VirtualPass(look, platformThreads, states, books, quiet, ready, locks);
        virtualThreads.forEach(platform, pass);
        pass.countOutside(proofs);
        return ready;
    }

    private BlindSpots unseen(LookState look, @Nullable ReadyThreads ready) {
        unaged = look.old.isEmpty() ? look.anyUnaged() : look.unaged();
        return new BlindSpots(
                unaged == null ? List.of() : unaged.rows(),
                unaged == null ? List.of() : unaged.leftOut(look.old),
                look.budget.unread(),
                virtualThreads == null || ready == null || look.virtual.states().all() == 0
                        ? null
                        : ready.of(virtualThreads.parallelism()));
    }

    /** Reads who holds what the old waits wait for. Without a holder a finding is what it was. */
    private @Nullable Cause[] causes(LookState look) {
        if (look.old.isEmpty()) {
            return new Cause[0];
        }
        @Nullable Cause[] causes = new Cause[look.old.size()];
        try {
            holders = holders == null ? new Holders(evidence, books) : holders;
            causes = holders.read(look);
        } catch (RuntimeException | LinkageError e) {
            lostHolders.line("who holds what threads wait for was not read: " + e);
        }
        try {
            states = states == null ? new ChannelStates(evidence) : states;
            states.add(causes, look);
        } catch (RuntimeException | LinkageError e) {
            lostHolders.line("the numbers of what threads wait for were not read: " + e);
        }
        return causes;
    }

    private LookOutcome outcome(
            LookState look,
            @Nullable Cause[] causes,
            List<StuckWait> reclaimed,
            BlindSpots unseen,
            long age,
            long nextOld,
            long end,
            long began) {
        Instant at = evidence.dates().instant();
        Ledger.@Nullable Page page = null;
        if (ledger != null || !look.old.isEmpty()) {
            ledger = ledger == null ? new Ledger(evidence.detector(), start) : ledger;
            page = ledger.add(look, causes, reclaimed, evidence.time().getAsLong(), at);
        }
        return new LookOutcome(
                number,
                at,
                (cpu.getAsLong() - began) / 1e9,
                new ThreadCounts(
                        look.platform.states(),
                        look.virtual.states(),
                        suspensions.any() ? look.coroutines.states() : null,
                        page == null ? 0 : page.leaked(),
                        page == null ? 0 : page.deadlocked(),
                        page == null ? 0 : page.reclaimed()),
                page == null ? List.of() : page.findings(),
                page == null ? null : page.main(),
                new Totals(
                        ledger == null ? Totals.none() : ledger.stuckEver(),
                        proofs.leakedEver(),
                        ledger == null ? Totals.none() : ledger.reclaimedEver(),
                        evidence.registry().threads.skipped(),
                        evidence.registry().channels.skipped()
                                + evidence.registry().locks.skipped()),
                proofs.last(),
                page == null ? Map.of() : page.stuck(),
                page == null ? Map.of() : page.ended(),
                page == null ? List.of() : page.gone(),
                unseen,
                age,
                nextOld,
                look.nextNew(end),
                look.budget.spent());
    }
}
