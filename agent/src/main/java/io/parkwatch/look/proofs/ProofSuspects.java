// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.proofs;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.proof.Suspects;
import io.parkwatch.proof.Verdicts;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The old waits that the garbage collector is asked about, and its verdicts. For the watcher's thread only. */
final class ProofSuspects implements Suspects {
    private final PlatformThreads platformThreads;
    private final @Nullable VirtualThreads virtualThreads;
    private final Books books;
    private final Table table;

    /** Proved threads that the JDK's sets no longer hold: the next collection takes them. */
    private final List<WeakReference<Thread>> strays = new ArrayList<>();

    ProofSuspects(Threads threads, Books books) {
        this.platformThreads = threads.platform;
        this.virtualThreads = threads.virtual;
        this.books = books;
        this.table = books.table;
    }

    /** Visits idle waits too: they may be what holds others. */
    @Override
    public void forEach(Visitor visitor) {
        eachOld((thread, id, slot, known) -> {
            if (untriable(thread) == null) {
                visitor.visit(thread, id, known.blocker(), known.observation().sinceNanos());
            }
        });
    }

    /** Visits the threads that no list of the JDK holds any more. */
    void forEachStray(Consumer<Thread> visitor) {
        strays.removeIf(stray -> {
            Thread thread = stray.get();
            boolean ended = thread == null || platformThreads.state(thread) == Thread.State.TERMINATED;
            if (thread != null && !ended) {
                visitor.accept(thread);
            }
            return ended;
        });
    }

    /**
     * Records the verdicts of a proof. Returns the stuck waits that it newly proved. A wait is called leaked only here:
     * with its thread in hand, which was shown to be unreachable before, is parked, and is still in the very wait that
     * this was shown for.
     */
    List<Classification.Stuck> judge(Verdicts verdicts) {
        List<Classification.Stuck> leaked = new ArrayList<>();
        strays.addAll(verdicts.strays());
        WaitVisitor judge = (thread, id, slot, known) -> {
            if (!isWaiting(thread)) {
                return;
            }
            OldWait now = judge(known, id, untriable(thread), verdicts);
            // The state was read before: if the thread has begun no other wait by now, it was parked in this one.
            if (table.find(id) != slot) {
                return;
            }
            table.old(slot, now);
            if (isLeaked(now) && !isLeaked(known) && known.is() instanceof Classification.Stuck stuck) {
                leaked.add(stuck);
            }
        };
        eachOld(judge);
        forEachStray(thread -> old(thread, judge));
        books.unproved();
        return leaked;
    }

    private static boolean isLeaked(OldWait wait) {
        return wait.observation().verdict() == Verdict.LEAKED;
    }

    /** A proof without a result takes nothing back: what was shown about this very wait holds. */
    private static OldWait judge(OldWait known, long id, @Nullable WhyNot untriable, Verdicts verdicts) {
        if (untriable != null) {
            return known.with(Verdict.STUCK, untriable);
        }
        Long wait = verdicts.proved().get(id);
        if (wait != null && wait == known.observation().sinceNanos()) {
            return known.with(Verdict.LEAKED, null);
        }
        if (verdicts.problem() != null) {
            return isLeaked(known) ? known : known.with(Verdict.STUCK, verdicts.problem());
        }
        WhyNot why = verdicts.whyNot().get(id);
        return why == null ? known : known.with(Verdict.STUCK, why);
    }

    private interface WaitVisitor {
        void visit(Thread thread, long id, int slot, OldWait known);
    }

    private void eachOld(WaitVisitor visitor) {
        if (virtualThreads != null) {
            table.settle();
            virtualThreads.forEach(platformThreads.all(), thread -> old(thread, visitor));
        }
    }

    private void old(Thread thread, WaitVisitor visitor) {
        long id = platformThreads.id(thread);
        int slot = table.find(id);
        OldWait known = slot < 0 ? null : table.old(slot);
        if (known != null && known.blocker() == OldWait.hash(platformThreads.blocker(thread))) {
            visitor.visit(thread, id, slot, known);
        }
    }

    private boolean isWaiting(Thread thread) {
        VirtualStates states = states();
        return states != null && states.wait(thread) != null;
    }

    private @Nullable WhyNot untriable(Thread thread) {
        VirtualStates states = states();
        return states == null ? WhyNot.PINNED : states.untriable(thread);
    }

    private @Nullable VirtualStates states() {
        return virtualThreads == null ? null : virtualThreads.states();
    }
}
