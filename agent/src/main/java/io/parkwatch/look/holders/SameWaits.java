// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Threads;
import org.jspecify.annotations.Nullable;

/** Reports whether threads are still in the waits that they were examined in. */
record SameWaits(Threads threads, Books books) {

    /** Reports whether it is still this one wait, by counter or table, and has no time-out. */
    boolean isUntimed(Waiter waiter) {
        Thread thread = waiter.thread;
        if (waiter.calls.timed()) {
            return false;
        }
        if (!waiter.wait.observation().virtual()) {
            return isSame(waiter.id(), 0, waiter.wait, threads.platform.state(thread));
        }
        VirtualStates states = threads.virtual == null ? null : threads.virtual.states();
        Wait kind = states == null ? null : states.wait(thread);
        if (states == null || (kind != Wait.WAITING && kind != Wait.BLOCKED)) {
            return false;
        }
        Thread carrier = states.carrier(thread);
        return carrier == null
                ? isInTable(thread, waiter.id(), waiter.wait)
                : isSame(threads.platform.id(carrier), waiter.id(), waiter.wait, Thread.State.RUNNABLE);
    }

    private boolean isSame(long id, long rider, OldWait wait, Thread.State state) {
        return books.platform != null && books.platform.lasts(id, rider, wait, state);
    }

    /** A parked thread that has begun no other wait by now is in the wait of its entry: its state was read before. */
    private boolean isInTable(Thread thread, long id, OldWait wait) {
        PlatformThreads platform = threads.platform;
        int blocker = OldWait.hash(platform.blocker(thread));
        int slot = books.table.find(id);
        @Nullable OldWait known = slot < 0 ? null : books.table.old(slot);
        return known != null && known.isSameAs(wait) && blocker == wait.blocker();
    }
}
