// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.proofs.Proofs;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.FreeLocks;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.Tally;
import io.parkwatch.proof.StandingProof;
import java.lang.management.ThreadInfo;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pass over the virtual threads, one after the other. */
final class VirtualPass implements Consumer<Thread>, StandingProof.Visitor {
    private final LookState gathered;
    private final Tally tally;
    private final VirtualThreads threads;
    private final PlatformThreads ids;
    private final @Nullable PlatformWaits carriers;
    private final Table table;
    private final Calls calls;
    private final @Nullable QuietThreads quiet;
    private final ReadyThreads ready;
    private final FreeLocks freeLocks;

    /** {@code carriers} reads the waits of threads that keep their carrier; null if the JVM does not report them. */
    VirtualPass(
            LookState gathered,
            VirtualThreads threads,
            PlatformThreads ids,
            @Nullable PlatformWaits carriers,
            Table table,
            Calls calls,
            @Nullable QuietThreads quiet,
            ReadyThreads ready,
            FreeLocks freeLocks) {
        this.gathered = gathered;
        this.tally = gathered.virtual;
        this.threads = threads;
        this.ids = ids;
        this.carriers = carriers;
        this.table = table;
        this.calls = calls;
        this.quiet = quiet;
        this.ready = ready;
        this.freeLocks = freeLocks;
    }

    /** Reads the threads that a proof has taken out of the JVM's list. */
    void readOutside(Proofs proofs) {
        proofs.forEachOutside(this, this);
    }

    @Override
    public void accept(Thread thread) {
        if (gathered.inPipe(thread, tally)) {
            return;
        }
        Wait wait = threads.wait(thread);
        long id = ids.id(thread);
        if (wait == null) {
            calls.runs(id);
            tally.running();
            Thread below = threads.carrier(thread);
            if (below != null && quiet != null) {
                quiet.see(thread, id, ids.id(below), gathered);
            } else if (threads.isReady(thread)) {
                ready(thread, id);
            }
            return;
        }
        int call = calls.see(
                id, wait == Wait.UNTOLD && threads.waitsEndlessly(thread) ? Wait.WAITING : wait, gathered.number);
        if (wait == Wait.UNTOLD) {
            if (!gathered.isOldCall(call, thread, id, tally, wait)) {
                untold(id);
            }
            return;
        }
        Thread carrier = threads.carrier(thread);
        if (carrier != null || threads.isPinned(thread)) {
            ready.pinned();
        }
        if (carrier != null) {
            mounted(thread, id, wait, carrier, call);
        } else {
            unmounted(thread, id, wait, call);
        }
    }

    /** Counts a thread in a monitor whose next wait there would look the same. Only a park in between is reported. */
    private void untold(long id) {
        int slot = table.find(id);
        if (slot >= 0 && table.isSeen(slot, gathered.number)) {
            return;
        }
        tally.waiting();
        if (slot >= 0 && table.again(slot, Wait.UNTOLD, gathered.number)) {
            gathered.unaged().virtualMonitor.again();
            return;
        }
        if (slot >= 0) {
            table.clear(slot);
        }
        table.put(id, Wait.UNTOLD, gathered.number);
    }

    /** Counts a thread that is ready to run. If its entry is still in the table, it never had a carrier in between. */
    private void ready(Thread thread, long id) {
        int slot = table.find(id);
        if (slot >= 0 && table.isSeen(slot, gathered.number)) {
            return;
        }
        if (slot >= 0 && table.again(slot, Wait.READY, gathered.number)) {
            ready.ready(table.since(slot), threads.isUnrun(thread));
            freeLocks.see(thread, ids.blocker(thread));
            return;
        }
        if (slot >= 0) {
            table.clear(slot);
        }
        int put = table.put(id, Wait.READY, gathered.number);
        if (put >= 0 && !threads.isReady(thread)) {
            table.clear(put);
        }
    }

    /** Counts a thread that waits on a monitor and keeps its carrier. The carrier begins no other wait meanwhile. */
    private void mounted(Thread thread, long id, Wait wait, Thread carrier, int call) {
        PlatformWaits waits = carriers;
        long below = ids.id(carrier);
        ThreadInfo info = waits == null ? null : waits.read(new long[] {below})[0];
        BooleanSupplier lasts = () -> threads.carrier(thread) == carrier && threads.wait(thread) == wait;
        if (!lasts.getAsBoolean()) {
            tally.running();
            return;
        }
        if (waits == null) {
            gathered.unaged().virtualMonitor.add();
        }
        if (waits == null || info == null) {
            tally.waiting();
            return;
        }
        PlatformWaits.Entry entry = waits.see(below, info, wait, id, gathered.number);
        if (gathered.isYoung(entry.old, entry.since) && gathered.isOldCall(call, thread, id, tally, wait)) {
            return;
        }
        gathered.counted(
                thread,
                tally,
                entry,
                null,
                null,
                () -> waits.lasts(entry, below, Thread.State.RUNNABLE) && lasts.getAsBoolean());
    }

    /**
     * Counts a thread that has left its carrier. The wait is the same for as long as the thread's id is in the table.
     */
    private void unmounted(Thread thread, long id, Wait wait, int call) {
        int slot = table.find(id);
        if (slot >= 0 && table.isSeen(slot, gathered.number)) {
            return;
        }
        if (slot >= 0 && table.again(slot, wait, gathered.number)) {
            OldWait known = table.old(slot);
            if (known == null || known.blocker() == OldWait.hash(ids.blocker(thread))) {
                long since = table.since(slot);
                if (gathered.isYoung(known, since) && gathered.isOldCall(call, thread, id, tally, wait)) {
                    return;
                }
                if (gathered.isFresh(tally, known, since)) {
                    gathered.add(thread, wait, since, () -> lasts(thread, id, wait), w -> keep(id, w));
                }
                return;
            }
        }
        if (slot >= 0) {
            table.clear(slot);
        }
        int put = table.put(id, wait, gathered.number);
        // The id is published first and the state read again afterwards: a park that begins in between clears the
        // entry.
        if (put >= 0 && threads.wait(thread) != wait) {
            table.clear(put);
            tally.running();
        } else if (!gathered.isOldCall(call, thread, id, tally, wait)) {
            gathered.begun(tally);
        }
    }

    private boolean lasts(Thread thread, long id, Wait wait) {
        return threads.wait(thread) == wait && table.find(id) >= 0;
    }

    private void keep(long id, OldWait wait) {
        int slot = table.find(id);
        if (slot >= 0) {
            table.old(slot, wait);
        }
    }

    /**
     * Reports whether a thread that a proof examines still waits as before. Its state is read before its entry: a
     * parked thread that has begun no other wait by then is in the wait of its entry.
     */
    @Override
    public boolean waits(@Nullable Thread thread, long id, long wait) {
        if (thread != null && threads.untriable(thread) != null) {
            return false;
        }
        int blocker = thread == null ? 0 : OldWait.hash(ids.blocker(thread));
        int slot = table.find(id);
        OldWait known = slot < 0 ? null : table.old(slot);
        if (known == null
                || known.observation().sinceNanos() != wait
                || (thread != null && known.blocker() != blocker)) {
            return false;
        }
        if (!table.isSeen(slot, gathered.number) && table.again(slot, Wait.WAITING, gathered.number)) {
            gathered.known(tally, known);
        }
        return true;
    }

    @Override
    public void back(Thread thread) {
        if (ids.state(thread) != Thread.State.TERMINATED) {
            accept(thread);
        }
    }
}
