// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.births.EntryListener;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.Wait;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The virtual threads that were seen waiting: an open table of thread ids that the hook clears, with the data of each
 * wait in parallel arrays. Only the watcher's thread calls this; the hook writes zeros into the ids.
 *
 * <p>After the table grows, the hook may still use the old array. What it clears there is cleared here at the next
 * look, before the table is read. A thread that holds the old array for longer is running, and is swept.
 */
public final class Table {
    private static final VarHandle ID = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int BUCKET = 8;
    private static final int SMALLEST = 256;

    /** A load of 1/4 overflows a bucket of eight for 2 to 4 ids in 100,000 (facts/park-points.md). */
    private static final int SLOTS_PER_ID = 4;

    /** The largest size that is needed: 2^24 slots serve four million waits. */
    private static final int LARGEST = 1 << 24;

    private static final int KIND_BITS = 3;
    private static final int KINDS = (1 << KIND_BITS) - 1;

    /** The value of {@link #since} for a wait that the present look saw first. */
    public static final long NEW = Long.MIN_VALUE;

    /**
     * Dates are kept in four bytes, in units of 2^21 ns, 2 ms. This suffices for 52 days, by when a wait is old and its
     * date is kept elsewhere.
     */
    private static final int TICK_BITS = 21;

    private static final long TICK = 1L << TICK_BITS;

    private static final int UNDATED = Integer.MIN_VALUE;

    private final Consumer<long[]> publish;
    private long[] ids = new long[SMALLEST];
    private int[] since = new int[SMALLEST];
    private long latest;
    /** Kind and look of each wait, in a byte, as there are four to eight slots per thread. */
    private byte[] marks = new byte[SMALLEST];

    private @Nullable OldWait[] old = new OldWait[SMALLEST];
    private int size;
    private final List<OldArray> outgrown = new ArrayList<>();

    /** Whether every hook has the present {@link #ids}. */
    private boolean published;

    /** {@code publish} hands a new array of ids to the hook. */
    public Table(Consumer<long[]> publish) {
        this.publish = publish;
        publish();
    }

    /** Starts a look: carries over what the hook cleared in arrays from before a growth. Must be called first. */
    public void settle() {
        if (!published) {
            // A hook may have cleared ids in another array meanwhile.
            publish();
            for (OldWait known : old) {
                if (known != null) {
                    known.lose();
                }
            }
            forget();
        }
        for (OldArray from : outgrown) {
            for (int i = 0; i < from.ids.length; i++) {
                if (from.keys[i] != 0 && (long) ID.getVolatile(from.ids, i) == 0) {
                    int slot = find(from.keys[i]);
                    if (slot >= 0) {
                        clear(slot);
                    }
                }
            }
        }
    }

    /** Returns the slot of a thread that has begun no other wait since it was put in; -1 if none. */
    public int find(long id) {
        int first = EntryListener.bucket(id, ids.length);
        for (int slot = first; slot < first + BUCKET; slot++) {
            if ((long) ID.getVolatile(ids, slot) == id) {
                return slot;
            }
        }
        return -1;
    }

    /**
     * Puts a thread in. It is visible to the hook at once. Returns -1 if there is no room, since many ids collide; the
     * next look tries again.
     */
    public int put(long id, Wait wait, int look) {
        if ((size + 1) * SLOTS_PER_ID > ids.length && ids.length < LARGEST) {
            grow();
        }
        int first = EntryListener.bucket(id, ids.length);
        for (int slot = first; slot < first + BUCKET; slot++) {
            if ((long) ID.getVolatile(ids, slot) == 0) {
                since[slot] = UNDATED;
                marks[slot] = mark(wait, look);
                old[slot] = null;
                ID.setVolatile(ids, slot, id);
                size++;
                return slot;
            }
        }
        return -1;
    }

    /** Puts a thread in whose last wait, in {@code slot} unless that is -1, is over. Returns what {@link #put} does. */
    public int replace(int slot, long id, Wait wait, int look) {
        if (slot >= 0) {
            clear(slot);
        }
        return put(id, wait, look);
    }

    public void clear(int slot) {
        ID.setVolatile(ids, slot, 0L);
        old[slot] = null;
    }

    public void forget() {
        for (int slot = 0; slot < ids.length; slot++) {
            clear(slot);
        }
    }

    /**
     * Marks all waits as not seen. Must be called before a look that follows failed ones, since only five bits of a
     * look's number are kept.
     */
    public void unsee(int look) {
        for (int slot = 0; slot < marks.length; slot++) {
            marks[slot] = (byte) ((look - 1) << KIND_BITS | (marks[slot] & KINDS));
        }
    }

    public boolean isSeen(int slot, int look) {
        return slot >= 0 && (marks[slot] & ~KINDS) == (byte) (look << KIND_BITS);
    }

    /** Returns a mark with the last five bits of the look: a look forgets the waits that it does not see. */
    private static byte mark(Wait wait, int look) {
        return (byte) (look << KIND_BITS | wait.bits);
    }

    /** Records that the look sees the wait of a slot. Returns false, and records nothing, if its kind is another. */
    public boolean again(int slot, Wait wait, int look) {
        if (slot < 0 || (marks[slot] & KINDS) != wait.bits) {
            return false;
        }
        marks[slot] = mark(wait, look);
        return true;
    }

    /**
     * Returns the end of a look as the date of the waits that it saw first. All of them get the same date, wherever
     * they are kept. Up to 2 ms later than the end, never earlier.
     */
    public static long date(long end) {
        return (end + TICK - 1) & -TICK;
    }

    /** Returns the date of the wait in a slot; {@link #NEW} if the present look saw it first. */
    public long since(int slot) {
        long now = latest >> TICK_BITS;
        return since[slot] == UNDATED ? NEW : (now - ((int) now - since[slot])) << TICK_BITS;
    }

    public @Nullable OldWait old(int slot) {
        return old[slot];
    }

    public void old(int slot, OldWait wait) {
        old[slot] = wait;
    }

    /** Keeps the outcome of the close look for as long as the thread's wait lasts. */
    public void keep(long id, OldWait wait) {
        int slot = find(id);
        if (slot >= 0) {
            old[slot] = wait;
        }
    }

    /** Records for all old waits that no collector can prove them. */
    void unproved(WhyNot why) {
        for (int slot = 0; slot < old.length; slot++) {
            OldWait there = old[slot];
            old[slot] = there == null ? null : there.unproved(why);
        }
    }

    /**
     * Ends a look: forgets the waits that it did not see, and dates the new ones. Must be called last. {@code end} is a
     * {@link #date}.
     */
    public void sweep(int look, long end) {
        outgrown.clear();
        size = 0;
        latest = end;
        int date = (int) (end >> TICK_BITS);
        date = date == UNDATED ? date - 1 : date;
        for (int slot = 0; slot < ids.length; slot++) {
            if ((long) ID.getVolatile(ids, slot) == 0) {
                old[slot] = null;
            } else if (!isSeen(slot, look)) {
                clear(slot);
            } else {
                size++;
                if (since[slot] == UNDATED) {
                    since[slot] = date;
                }
            }
        }
    }

    /** Allocates everything before it changes anything, since memory may run out. */
    private void grow() {
        long[] from = ids;
        int length = from.length * 2;
        long[] keys = new long[from.length];
        long[] toIds = new long[length];
        int[] toSince = new int[length];
        byte[] toMarks = new byte[length];
        @Nullable OldWait[] toOld = new OldWait[length];
        outgrown.add(new OldArray(from, keys));
        for (int i = 0; i < from.length; i++) {
            long id = (long) ID.getVolatile(from, i);
            if (id == 0) {
                continue;
            }
            int first = EntryListener.bucket(id, length);
            OldWait known = old[i];
            for (int slot = first; slot < first + BUCKET; slot++) {
                if (toIds[slot] == 0) {
                    keys[i] = id;
                    toIds[slot] = id;
                    toSince[slot] = since[i];
                    toMarks[slot] = marks[i];
                    toOld[slot] = known;
                    known = null;
                    break;
                }
            }
            if (known != null) {
                known.lose(); // the bucket is full
            }
        }
        ids = toIds;
        since = toSince;
        marks = toMarks;
        old = toOld;
        publish();
    }

    private void publish() {
        published = false;
        publish.accept(ids);
        published = true;
    }

    /**
     * An array that hooks may still read, and the ids that were carried over from it ({@code keys}, in the same slots).
     */
    private static final class OldArray {
        private final long[] ids;
        private final long[] keys;

        OldArray(long[] ids, long[] keys) {
            this.ids = ids;
            this.keys = keys;
        }
    }
}
