// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.proofs.Proofs;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.FreeLocks;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.proof.StandingProof;
import java.lang.management.ThreadInfo;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pass over the virtual threads, one after the other. */
record VirtualPass(
        LookState look,
        PlatformThreads threads,
        VirtualStates states,
        Books books,
        @Nullable QuietThreads quiet,
        ReadyThreads ready,
        FreeLocks freeLocks)
        implements Consumer<Thread>, StandingProof.Visitor {

    /** Counts the threads that a proof keeps out of the JVM's list. Here, as a start then loads one class less. */
    void countOutside(Proofs proofs) {
        proofs.forEachOutside(this, this);
    }

    @Override
    public void accept(Thread thread) {
        if (look.countInPipe(thread, look.virtual)) {
            return;
        }
        Wait wait = states.wait(thread);
        long id = threads.id(thread);
        if (wait == null) {
            books.calls.runs(id);
            look.virtual.addRunning();
            Thread below = states.carrier(thread);
            if (below != null && quiet != null) {
                quiet.see(thread, id, threads.id(below), look);
            } else if (states.isReady(thread)) {
                countReady(thread, id);
            }
            return;
        }
        int call = books.calls.see(
                id, wait == Wait.UNTOLD && states.waitsEndlessly(thread) ? Wait.WAITING : wait, look.number);
        if (wait == Wait.UNTOLD) {
            if (!look.countOldCall(call, thread, id, look.virtual, wait, null)) {
                countUntold(id);
            }
            return;
        }
        Thread carrier = states.carrier(thread);
        if (carrier != null || states.isPinned(thread)) {
            ready.addPinned();
        }
        if (carrier != null) {
            countMounted(thread, id, wait, carrier, call);
        } else {
            countUnmounted(thread, id, wait, call);
        }
    }

    /** Counts a thread in a monitor whose next wait there would look the same. Only a park in between is reported. */
    private void countUntold(long id) {
        int slot = books.table.find(id);
        if (books.table.isSeen(slot, look.number)) {
            return;
        }
        look.virtual.addWaiting();
        if (books.table.again(slot, Wait.UNTOLD, look.number)) {
            look.unaged().virtualMonitor.again();
            return;
        }
        books.table.replace(slot, id, Wait.UNTOLD, look.number);
    }

    /** Counts a thread that is ready to run. If its entry is still in the table, it never had a carrier in between. */
    private void countReady(Thread thread, long id) {
        int slot = books.table.find(id);
        if (books.table.isSeen(slot, look.number)) {
            return;
        }
        if (books.table.again(slot, Wait.READY, look.number)) {
            ready.addReady(books.table.since(slot), states.isUnrun(thread));
            freeLocks.see(thread, threads.blocker(thread));
            return;
        }
        int put = books.table.replace(slot, id, Wait.READY, look.number);
        if (put >= 0 && !states.isReady(thread)) {
            books.table.clear(put);
        }
    }

    /** Counts a thread that waits on a monitor and keeps its carrier. The carrier begins no other wait meanwhile. */
    private void countMounted(Thread thread, long id, Wait wait, Thread carrier, int call) {
        PlatformWaits waits = books.platform;
        long below = threads.id(carrier);
        ThreadInfo info = waits == null ? null : waits.read(new long[] {below})[0];
        BooleanSupplier lasts = () -> states.carrier(thread) == carrier && states.wait(thread) == wait;
        if (!lasts.getAsBoolean()) {
            look.virtual.addRunning();
            return;
        }
        if (waits == null) {
            look.unaged().virtualMonitor.add();
        }
        if (waits == null || info == null) {
            look.virtual.addWaiting();
            return;
        }
        PlatformWaits.Entry entry = waits.see(below, info, wait, id, look.number);
        if (!look.count(call, thread, id, look.virtual, wait, null, entry.old(), entry.since())) {
            BooleanSupplier both = () -> waits.lasts(entry, below, Thread.State.RUNNABLE) && lasts.getAsBoolean();
            look.add(thread, look.virtual, wait, entry.since(), null, null, both, entry::old);
        }
    }

    /**
     * Counts a thread that has left its carrier. The wait is the same for as long as the thread's id is in the table.
     */
    private void countUnmounted(Thread thread, long id, Wait wait, int call) {
        int slot = books.table.find(id);
        if (books.table.isSeen(slot, look.number)) {
            return;
        }
        boolean again = books.table.again(slot, wait, look.number);
        OldWait known = again ? books.table.old(slot) : null;
        if (again && (known == null || known.blocker() == OldWait.hash(threads.blocker(thread)))) {
            long since = books.table.since(slot);
            if (!look.count(call, thread, id, look.virtual, wait, null, known, since)) {
                BooleanSupplier lasts = () -> states.wait(thread) == wait && books.table.find(id) >= 0;
                look.add(thread, look.virtual, wait, since, null, null, lasts, w -> books.table.keep(id, w));
            }
            return;
        }
        int put = books.table.replace(slot, id, wait, look.number);
        // The id is published first and the state read again afterwards: a park that begins in between clears the
        // entry.
        if (put >= 0 && states.wait(thread) != wait) {
            books.table.clear(put);
            look.virtual.addRunning();
        } else if (!look.countOldCall(call, thread, id, look.virtual, wait, null)) {
            look.countNew(look.virtual);
        }
    }

    /**
     * Reports whether a thread that a proof examines still waits as before. Its state is read before its entry: a
     * parked thread that has begun no other wait by then is in the wait of its entry.
     */
    @Override
    public boolean waits(@Nullable Thread thread, long id, long wait) {
        if (thread != null && states.untriable(thread) != null) {
            return false;
        }
        int blocker = thread == null ? 0 : OldWait.hash(threads.blocker(thread));
        int slot = books.table.find(id);
        OldWait known = slot < 0 ? null : books.table.old(slot);
        if (known == null
                || known.observation().sinceNanos() != wait
                || (thread != null && known.blocker() != blocker)) {
            return false;
        }
        if (!books.table.isSeen(slot, look.number) && books.table.again(slot, Wait.WAITING, look.number)) {
            look.countKnown(thread, look.virtual, known);
        }
        return true;
    }

    @Override
    public void back(Thread thread) {
        if (threads.state(thread) != Thread.State.TERMINATED) {
            accept(thread);
        }
    }
}
