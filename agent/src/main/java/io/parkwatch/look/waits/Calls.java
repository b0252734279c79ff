// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.births.EntryListener;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.finding.Frame;
import io.parkwatch.look.jvm.Wait;
import java.util.function.Consumer;

/**
 * The threads that were seen waiting at each look and have entered no named method of the program's own channel types
 * since. If such a thread is inside a named method, it is still in the same call, however many waits the call makes.
 * The innermost call counts. How a call ends does not matter: a thread that has left it is no longer in it when its
 * stack is read. For the watcher's thread only.
 */
public final class Calls implements Consumer<long[]> {
    private final CustomTypes types;
    private final EntryListener entered;
    final Table table;
    private int lateTypes;

    Calls(CustomTypes types, EntryListener entered) {
        this.types = types;
        this.entered = entered;
        this.table = new Table(this);
    }

    @Override
    public void accept(long[] ids) {
        entered.calls(ids);
    }

    /** Reports whether any method carries the hook. Without one nothing is noted. */
    private boolean any() {
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

    /**
     * Notes how the thread waits. Returns its slot, or -1 if it was not there before. A wait without a timeout is no
     * slice of a longer one: it ends only because something came.
     */
    public int see(long id, Wait wait, int look) {
        if (wait == Wait.WAITING) {
            runs(id);
            return -1;
        }
        if (!any()) {
            return -1;
        }
        int slot = table.find(id);
        if (table.again(slot, Wait.WAITING, look)) {
            return slot;
        }
        table.put(id, Wait.WAITING, look);
        return -1;
    }

    /** Notes that the thread is in no slice: it runs, or waits without a timeout. */
    public void runs(long id) {
        int slot = any() ? table.find(id) : -1;
        if (slot >= 0) {
            table.clear(slot);
        }
    }

    /** Reports whether entries of this method are seen, and were seen at the beginning of this look. */
    public boolean isSeen(Frame frame) {
        return lateTypes == types.late() && types.isHooked(frame.className(), frame.method());
    }
}
