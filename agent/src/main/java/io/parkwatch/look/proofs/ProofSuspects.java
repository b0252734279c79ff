// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.proofs;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Pipes;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.proof.Prover;
import io.parkwatch.proof.StandingProof;
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
    private final @Nullable PlatformWaits platformWaits;
    private final @Nullable VirtualThreads virtualThreads;
    private final Pipes pipes;
    private final Table table;
    private final Calls calls;

    /** Proved threads that the JDK's sets no longer hold: the next collection takes them. */
    private final List<WeakReference<Thread>> strays = new ArrayList<>();

    ProofSuspects(Threads threads, Table table, Calls calls) {
        this.platformThreads = threads.platform;
        this.platformWaits = threads.platformWaits;
        this.virtualThreads = threads.virtual;
        this.pipes = threads.pipes;
        this.table = table;
        this.calls = calls;
    }

    /** Runs a requested proof and returns its verdicts. */
    Verdicts tried(Prover prover) throws InterruptedException, ReflectiveOperationException {
        return prover.prove(this);
    }

    /** Advances the standing proof; returns null if there are no verdicts yet. */
    @Nullable
    Verdicts step(StandingProof standing) throws InterruptedException, ReflectiveOperationException {
        return standing.step(this);
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
        Old judging = (thread, id, slot, known) -> {
            if (!isWaiting(thread)) {
                return;
            }
            OldWait now = judged(known, id, untriable(thread), verdicts);
            // The state was read before: if the thread has begun no other wait by now, it was parked in this one.
            if (table.find(id) != slot) {
                return;
            }
            table.old(slot, now);
            if (isLeaked(now) && !isLeaked(known) && known.is() instanceof Classification.Stuck stuck) {
                leaked.add(stuck);
            }
        };
        eachOld(judging);
        forEachStray(thread -> old(thread, judging));
        if (platformWaits != null) {
            platformWaits.unproved();
        }
        pipes.unproved();
        calls.unproved();
        return leaked;
    }

    private static boolean isLeaked(OldWait wait) {
        return wait.observation().verdict() == Verdict.LEAKED;
    }

    /** A proof without a result takes nothing back: what was shown about this very wait holds. */
    private static OldWait judged(OldWait known, long id, @Nullable WhyNot untriable, Verdicts verdicts) {
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

    private interface Old {
        void visit(Thread thread, long id, int slot, OldWait known);
    }

    private void eachOld(Old visitor) {
        if (virtualThreads != null) {
            table.settle();
            virtualThreads.forEach(platformThreads.all(), thread -> old(thread, visitor));
        }
    }

    private void old(Thread thread, Old visitor) {
        long id = platformThreads.id(thread);
        int slot = table.find(id);
        OldWait known = slot < 0 ? null : table.old(slot);
        if (known != null && known.blocker() == OldWait.hash(platformThreads.blocker(thread))) {
            visitor.visit(thread, id, slot, known);
        }
    }

    private boolean isWaiting(Thread thread) {
        return virtualThreads != null && virtualThreads.wait(thread) != null;
    }

    private @Nullable WhyNot untriable(Thread thread) {
        return virtualThreads == null ? WhyNot.PLATFORM : virtualThreads.untriable(thread);
    }
}
