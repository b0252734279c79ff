// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The listener of the creation hooks. It takes a trace within the budget and leaves it in a ring for the watcher. Runs
 * in the program's threads, without locks, loops, exceptions, or allocation beyond the budget.
 */
final class Births implements Consumer<Object>, BiConsumer<Object, Object> {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Birth[].class);
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Births.class, "next", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Budget budget;
    private final boolean traced;
    private final ToIntFunction<Object> place;
    private final IntSupplier site = new CallSite(Births.class.getClassLoader());
    private final @Nullable Birth[] ring;
    private volatile @Nullable Consumer<? super @Nullable Births> hook;

    @SuppressWarnings("UnusedVariable") // used by NEXT
    private int next;

    private int forgotten;

    /**
     * Creates a listener with a full budget.
     *
     * @param most births per period
     * @param traced whether each birth gets a trace
     * @param place identifies the creation place without a stack; it runs in the hook
     */
    Births(int most, boolean traced, ToIntFunction<Object> place) {
        this.budget = new Budget(most);
        this.traced = traced;
        this.place = place;
        // At least twice what one refill allows: the watcher empties the ring at each refill.
        this.ring = new Birth[Math.max(64, Integer.highestOneBit(Math.max(1, Math.min(most, 1 << 16))) * 4)];
    }

    @Override
    public void accept(Object born) {
        accept(born, born);
    }

    /** Records a birth; {@code what} identifies its place. */
    @Override
    public void accept(Object born, Object what) {
        try {
            int at = place.applyAsInt(what);
            if (at != Places.NOWHERE && budget.take(at, site)) {
                Birth birth = new Birth(born, traced ? new Throwable() : null);
                int slot = (int) NEXT.getAndAdd(this, 1) & (ring.length - 1);
                SLOT.setRelease(ring, slot, birth);
            } else if (budget.flooded()) {
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
    void listen(Consumer<? super @Nullable Births> hook) {
        this.hook = hook;
        hear(this);
    }

    private void hear(@Nullable Births sink) {
        Consumer<? super @Nullable Births> to = hook;
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
        for (Birth birth : ring) {
            there += birth == null ? 0 : 1;
        }
        // Allocates first: no birth must be lost for lack of memory.
        List<Birth> came = new ArrayList<>(there);
        int end = (int) NEXT.getVolatile(this);
        for (int i = end - ring.length; i != end && came.size() < there; i++) {
            int slot = i & (ring.length - 1);
            if (ring[slot] != null && SLOT.getAndSet(ring, slot, null) instanceof Birth birth) {
                came.add(birth);
            }
        }
        return came;
    }

    /** Reports whether there was a birth since {@link #forgetAny}. */
    boolean any() {
        return forgotten != (int) NEXT.getVolatile(this);
    }

    void forgetAny() {
        forgotten = (int) NEXT.getVolatile(this);
    }

    long skipped() {
        return budget.skipped();
    }
}
