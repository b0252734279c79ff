// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.births.EntryListener;
import io.parkwatch.families.custom.CustomTypes;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.Wait;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that were seen waiting at each look and have entered no named method of the program's own channel types
 * since. If such a thread is inside a named method, it is still in the same call, however many waits the call makes.
 * The innermost call counts. How a call ends does not matter: a thread that has left it is no longer in it when its
 * stack is read. For the watcher's thread only.
 */
public final class Calls implements Consumer<long[]> {
    private final CustomTypes types;
    private final EntryListener entered;
    private final Table table;
    private int lateTypes;

    Calls(CustomTypes types, EntryListener entered) {
        this.types = types;
        this.entered = entered;
        this.table = new Table(this);
    }

    /** Hands the table to the hook. */
    @Override
    public void accept(long[] ids) {
        entered.calls(ids);
    }

    /** Reports whether any method carries the hook. Without one nothing is noted. */
    boolean any() {
        return types.anyHooked() && EntryListener.works();
    }

    /** Starts a look. Must be called first. */
    void begin(int look, long now) {
        table.settle();
        if (lateTypes != types.late()) {
            // A thread that entered a method before it was woven did so unseen.
            lateTypes = types.late();
            table.sweep(look, now);
        }
    }

    /** Does the same as {@link Table#unsee}. */
    void unsee(int look) {
        table.unsee(look);
    }

    /** Settles the table. Must be called once all threads were seen, since the table may have grown. */
    void settle() {
        table.settle();
    }

    /**
     * Notes how the thread waits. Returns its slot, or -1 if it was not there before. A wait without a timeout is no
     * slice of a longer one: it ends only because something came.
     */
    public int see(long id, Wait wait, int look) {
        if (wait == Wait.WAITING) {
            runs(id);
            return -1;
        }
        int slot = any() ? table.find(id) : -1;
        if (table.again(slot, Wait.WAITING, look)) {
            return slot;
        }
        if (any()) {
            table.put(id, Wait.WAITING, look);
        }
        return -1;
    }

    /** Notes that the thread is in no slice: it runs, or waits without a timeout. */
    public void runs(long id) {
        int slot = any() ? table.find(id) : -1;
        if (slot >= 0) {
            table.clear(slot);
        }
    }

    /** Reports whether the thread has entered no named method since it was noted. */
    boolean lasts(long id) {
        return table.find(id) >= 0;
    }

    long since(int slot) {
        return table.since(slot);
    }

    /** Returns the outcome of the close look; null if the thread's stack was not read yet. */
    @Nullable
    OldWait old(int slot) {
        return table.old(slot);
    }

    void keep(long id, OldWait wait) {
        table.keep(id, wait);
    }

    /** Reports whether entries of this method are seen, and were seen at the beginning of this look. */
    public boolean isSeen(Frame frame) {
        return lateTypes == types.late() && types.isHooked(frame.className(), frame.method());
    }

    /** Notes for all old calls that no collector can prove them: they wait with a timeout. */
    void unproved() {
        table.replaceOld(old -> old.unproved(WhyNot.TIMED));
    }

    /** Forgets all calls: hooks were missing for a while. */
    void forget() {
        table.forget();
    }

    /** Ends a look. Must be called last. */
    void sweep(int look, long end) {
        if (any()) {
            table.sweep(look, end);
        }
    }
}
