// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that are out of the JDK's set, each with a witness, until the collector has spoken. A thread whose witness
 * fires in two rounds can be woken by nothing: one round is not enough, since a finalizer of the program may wake it in
 * the same collection. All of them are out at once, since one that is in holds what it waits for, and so hides others.
 *
 * <p>No method keeps a thread in a local while the collector runs.
 */
final class Trial {
    private static final int ROUNDS = 2;
    private static final int MOST_ROUNDS = 5;
    private static final long SLICE_MILLIS = 20;

    private final Witness witness;
    private final Tracking tracking;
    private final Runnable collect;
    private final LongSupplier nanos;
    private final long patience;
    private final Map<Long, Probe> probes = new HashMap<>();
    private final IdentityHashMap<Reference<?>, Probe> armed = new IdentityHashMap<>();

    /**
     * @param collect returns when a whole collection has ended
     * @param patience nanoseconds until a witness that must fire is given up
     */
    Trial(Witness witness, Tracking tracking, Runnable collect, LongSupplier nanos, long patience) {
        this.witness = witness;
        this.tracking = tracking;
        this.collect = collect;
        this.nanos = nanos;
        this.patience = patience;
    }

    /**
     * Takes a thread out, its witness being armed before: else it could be collected. One that is out already is left
     * as it is.
     */
    void add(Thread thread, long id, long wait) {
        if (!probes.containsKey(id)) {
            Probe probe = new Probe(id, wait, witness.arm(thread), new WeakReference<>(thread));
            probes.put(id, probe);
            armed.put(probe.witness, probe);
            probe.tracked = tracking.takeOut(thread);
        }
    }

    boolean has(long id) {
        return probes.containsKey(id);
    }

    /**
     * Lets the collector decide about all that are not proved yet; false: a witness that must fire did not in time.
     * Mostly two collections are enough; where one of the program's own came in between, some have fired once, and hold
     * what others wait for, so that more are needed.
     */
    boolean run() throws InterruptedException {
        boolean all = gather();
        for (int round = 0; all && round < MOST_ROUNDS && (round < ROUNDS || isAnyHalfProved()); round++) {
            rearm();
            collect.run();
            all = gather();
        }
        return all;
    }

    private boolean isAnyHalfProved() {
        for (Probe probe : probes.values()) {
            if (probe.fired > 0 && probe.fired < ROUNDS) {
                return true;
            }
        }
        return false;
    }

    /** All that have fired: until then their witness holds them, and by them what others wait for. */
    private void rearm() {
        for (Probe probe : probes.values()) {
            if (probe.fired > 0 && armed.putIfAbsent(probe.witness, probe) == null) {
                witness.rearm(probe.witness);
            }
        }
    }

    /** Takes what has fired by the program's own collections, and arms it again. Does not wait. */
    void poll() throws InterruptedException {
        while (take(0)) {}
        rearm();
    }

    /** One that was seen waiting after its witness had fired in two rounds; not seen, it is none. */
    boolean isProved(long id) {
        Probe probe = probes.get(id);
        if (probe == null || probe.fired < ROUNDS) {
            return false;
        }
        Thread thread = thread(probe);
        return thread != null && thread.getState() == Thread.State.WAITING;
    }

    /** Which wait of the thread is tried; it must be one of these. */
    long waitOf(long id) {
        return Objects.requireNonNull(probes.get(id)).wait;
    }

    /**
     * Proved ones that the JDK's set did not hold, such as those of a dropped executor: nothing holds them but their
     * witness.
     */
    List<WeakReference<Thread>> strays() {
        List<WeakReference<Thread>> strays = new ArrayList<>();
        for (Probe probe : probes.values()) {
            if (!probe.tracked && isProved(probe.id)) {
                strays.add(probe.thread);
            }
        }
        return strays;
    }

    /** For a moment: it must not be kept. Null: it is not tried, or can't be told just now. */
    @Nullable
    Thread thread(long id) {
        Probe probe = probes.get(id);
        return probe == null ? null : thread(probe);
    }

    private @Nullable Thread thread(Probe probe) {
        Thread thread = witness.peek(probe.witness);
        return thread == null ? probe.thread.get() : thread;
    }

    /** Whether it was in the JDK's set. */
    boolean wasTracked(long id) {
        Probe probe = probes.get(id);
        return probe != null && probe.tracked;
    }

    /** Puts one back whose wait is over. False: it can't be had just now, and is still tried. */
    boolean release(long id) {
        Probe probe = probes.get(id);
        if (probe != null && !putBack(probe)) {
            return false;
        }
        if (probe != null) {
            armed.remove(probe.witness);
            probes.remove(id);
        }
        return true;
    }

    /**
     * Puts those back that are not proved, so that others can be tried; the proved ones stay out, or they would hide
     * these.
     */
    void endUnproved() {
        end(false);
    }

    /**
     * Puts all back; nothing of them is left but how it ended. False: not all could be, which must not happen. No
     * interrupt keeps it from that.
     */
    boolean end() {
        return end(true);
    }

    private boolean end(boolean all) {
        long deadline = nanos.getAsLong() + patience;
        List<Probe> left = new ArrayList<>();
        for (Probe probe : probes.values()) {
            if (all || probe.fired < ROUNDS) {
                left.add(probe);
            }
        }
        while (true) {
            left.removeIf(this::putBack);
            if (left.isEmpty() || nanos.getAsLong() > deadline) {
                break;
            }
            // A collection of the program's own came in between: the witness has the thread, or will have it at once.
            try {
                take(SLICE_MILLIS);
            } catch (InterruptedException goesOn) {
                // Whoever is not put back would be garbage.
            }
        }
        armed.values().removeIf(probe -> all || probe.fired < ROUNDS);
        probes.values().removeIf(probe -> !all && probe.fired < ROUNDS);
        return left.isEmpty();
    }

    /** By the weak reference first: what is stored must not be hidden from a marking that is under way. */
    private boolean putBack(Probe probe) {
        Thread thread = probe.thread.get();
        thread = thread == null ? witness.peek(probe.witness) : thread;
        if (thread != null && probe.tracked) {
            tracking.putBack(thread);
        }
        return thread != null;
    }

    /**
     * Takes what fired, until all that must have: the collector clears a weak reference no earlier than it enqueues the
     * witness.
     */
    private boolean gather() throws InterruptedException {
        long deadline = nanos.getAsLong() + patience;
        while (true) {
            if (take(0)) {
                continue;
            }
            if (!isMissing()) {
                return true;
            }
            if (nanos.getAsLong() > deadline) {
                return false;
            }
            take(SLICE_MILLIS);
        }
    }

    private boolean isMissing() {
        for (Probe probe : armed.values()) {
            if (probe.thread.refersTo(null)) {
                return true;
            }
        }
        return false;
    }

    private boolean take(long millis) throws InterruptedException {
        Reference<?> fired = witness.fired(millis);
        if (fired == null) {
            return false;
        }
        Probe probe = armed.remove(fired);
        if (probe != null) {
            probe.fired++;
            probe.thread = new WeakReference<>(witness.thread(fired));
        }
        return true;
    }

    /** How long a witness may take: the JDK's thread that hands references over may have no processor. */
    static long patience() {
        return TimeUnit.SECONDS.toNanos(10);
    }
}
