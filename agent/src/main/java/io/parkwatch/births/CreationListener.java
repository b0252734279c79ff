// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The listener of one kind of creation hook. It takes a trace within the budget and leaves it in a ring for the
 * watcher. Runs in the program's threads, without locks, loops, exceptions, or allocation beyond the budget.
 */
public final class CreationListener implements Consumer<Object>, BiConsumer<Object, Object> {
    private final Budget budget;
    private final boolean traced;
    private final ToIntFunction<Object> place;
    private final IntSupplier site;
    private final AtomicReferenceArray<@Nullable Birth> ring;
    private final AtomicInteger next = new AtomicInteger();
    private volatile @Nullable Consumer<? super @Nullable CreationListener> hook;
    private int forgotten;

    /** Counts the births reported. Plain: a race between threads may lose a count, but leaves another number. */
    private int heard;

    private boolean flooded;

    /**
     * Creates a listener with a full budget.
     *
     * @param most births per period
     * @param traced whether each birth gets a trace
     * @param place identifies the creation place without a stack; it runs in the hook
     * @param site identifies it by the stack, where many are created
     */
    CreationListener(int most, boolean traced, ToIntFunction<Object> place, IntSupplier site) {
        this.budget = new Budget(most);
        this.traced = traced;
        this.place = place;
        this.site = site;
        // At least twice what one refill allows: the watcher empties the ring at each refill.
        this.ring = new AtomicReferenceArray<>(Math.max(
                64, Integer.highestOneBit(Math.max(1, Math.min(most, 1 << 16))) * 4));
    }

    @Override
    public void accept(Object born) {
        accept(born, born);
    }

    /** Records a birth; {@code what} identifies its place. */
    @Override
    public void accept(Object born, Object what) {
        try {
            heard++;
            int at = place.applyAsInt(what);
            if (at != Places.NOWHERE && budget.take(at, site)) {
                Birth birth = new Birth(born, traced ? new Throwable() : null);
                birth.number = next.getAndIncrement();
                ring.setRelease(birth.number & (ring.length() - 1), birth);
            } else if (budget.flooded()) {
                flooded = true;
                hear(null);
            }
        } catch (Throwable thrown) {
            // Out of memory or stack: the program meets the error itself at its next step. Here it costs one trace.
        }
    }

    /** Loads and links what {@link #accept} uses, also where a place is hot. The budget is full again afterwards. */
    void warmUp(Object born) {
        accept(born);
        int unused = site.getAsInt();
        budget.fill();
    }

    /** Starts to listen for births; {@code hook} sets the listener, null for none. */
    public void listen(Consumer<? super @Nullable CreationListener> hook) {
        this.hook = hook;
        hear(this);
    }

    private void hear(@Nullable CreationListener sink) {
        Consumer<? super @Nullable CreationListener> to = hook;
        if (to != null) {
            to.accept(sink);
        }
    }

    /** Begins a new period of the budget, as {@link Budget#refill} does. Called by the watcher. */
    void refill(long allocated) {
        if (budget.refill(allocated)) {
            hear(this);
        }
    }

    /**
     * Returns the births since the last call, oldest first. Called by the watcher. Reads all slots each time: a hook
     * that was suspended before it filled its slot may fill one that was already passed.
     */
    List<Birth> drain() {
        int there = 0;
        for (int slot = 0; slot < ring.length(); slot++) {
            there += ring.getPlain(slot) == null ? 0 : 1;
        }
        // Allocates first: no birth must be lost for lack of memory.
        List<Birth> came = new ArrayList<>(there);
        int end = next.get();
        for (int i = end - ring.length(); i != end && came.size() < there; i++) {
            int slot = i & (ring.length() - 1);
            Birth birth = ring.getPlain(slot) == null ? null : ring.getAndSet(slot, null);
            if (birth != null) {
                came.add(birth);
            }
        }
        return came;
    }

    /** Reports whether there was a birth since {@link #forgetAny}. */
    public boolean any() {
        return forgotten != next.get();
    }

    /** Returns the number of the next birth. */
    public int next() {
        return next.get();
    }

    /** Returns a number that changes with each birth; -1 once births may have gone unheard. */
    public int heard() {
        return flooded ? -1 : heard;
    }

    void forgetAny() {
        forgotten = next.get();
    }

    /** Returns how many creations got no trace because the budget was spent. */
    public long skipped() {
        return budget.skipped();
    }
}
