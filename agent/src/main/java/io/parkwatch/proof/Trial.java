// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that are out of the JDK's set, each with a witness, until the collector has decided. Nothing can wake a
 * thread whose witness fires in two rounds. One round is not enough, since a finalizer of the program may wake the
 * thread in the same collection. All of them are out at once: a thread that is in holds what it waits for, and so hides
 * others.
 *
 * <p>No method keeps a thread in a local variable while the collector runs.
 */
final class Trial {
    private static final int ROUNDS = 2;
    private static final int MOST_ROUNDS = 5;
    private static final long SLICE_MILLIS = 20;

    /** How long a witness may take: the JDK's thread that hands references over may have no processor. */
    private static final long PATIENCE = 10_000_000_000L;

    private final Witness witness = new Witness();
    private final Tracking tracking;
    private final Runnable collect;
    private final LongSupplier nanos;
    private final Map<Long, Probe> probes = new HashMap<>();
    private final IdentityHashMap<Reference<?>, Probe> armed = new IdentityHashMap<>();

    static final class Probe {
        final long id;

        final long wait;

        private final Reference<?> witness;

        /** Weak, since a strong reference would keep the thread reachable. */
        private WeakReference<Thread> thread;

        /** Whether the thread was in the JDK's set and must be put back there. */
        boolean tracked;

        /** How often the collector found that nothing else holds the thread. */
        private int fired;

        private Probe(long id, long wait, Reference<?> witness, WeakReference<Thread> thread) {
            this.id = id;
            this.wait = wait;
            this.witness = witness;
            this.thread = thread;
        }
    }

    /** {@code collect} returns when a whole collection has ended. */
    Trial(Tracking tracking, Runnable collect, LongSupplier nanos) throws ReflectiveOperationException {
        this.tracking = tracking;
        this.collect = collect;
        this.nanos = nanos;
    }

    void add(Suspects suspects, Set<Long> ids) {
        suspects.forEach((thread, id, blocker, wait) -> {
            if (ids.contains(id)) {
                add(thread, id, wait);
            }
        });
    }

    /** Takes a thread out, unless it is. Its witness is armed first: otherwise the thread could be collected. */
    void add(Thread thread, long id, long wait) {
        if (!probes.containsKey(id)) {
            Probe probe = new Probe(id, wait, witness.arm(thread), new WeakReference<>(thread));
            probes.put(id, probe);
            armed.put(probe.witness, probe);
            probe.tracked = tracking.takeOut(thread);
        }
    }

    @Nullable
    Probe probe(long id) {
        return probes.get(id);
    }

    /**
     * Lets the collector decide about all threads that are not proved yet. Returns false if a witness that must fire
     * did not do so in time. Mostly two collections suffice. If one of the program's own came in between, some
     * witnesses have fired once and hold what other threads wait for, so that more are needed.
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
        return probes.values().stream().anyMatch(probe -> probe.fired > 0 && probe.fired < ROUNDS);
    }

    /** Arms all witnesses that have fired: until then they hold their threads, and what others wait for. */
    private void rearm() {
        for (Probe probe : probes.values()) {
            if (probe.fired > 0 && armed.putIfAbsent(probe.witness, probe) == null) {
                witness.rearm(probe.witness);
            }
        }
    }

    /** Takes the witnesses that fired in the program's own collections, and arms them again. Does not wait. */
    void poll() throws InterruptedException {
        while (take(0)) {}
        rearm();
    }

    /** Reports whether the thread waited after its witness had fired in two rounds. False if it can't be seen. */
    boolean isProved(long id) {
        Probe probe = probes.get(id);
        if (probe == null || probe.fired < ROUNDS) {
            return false;
        }
        Thread thread = thread(probe);
        return thread != null && thread.getState() == Thread.State.WAITING;
    }

    /** Returns those of the ids whose threads are proved, each with the wait that was tried. */
    Map<Long, Long> proved(Set<Long> ids) {
        Map<Long, Long> proved = new HashMap<>();
        for (long id : ids) {
            Probe probe = probes.get(id);
            if (probe != null && isProved(id)) {
                proved.put(id, probe.wait);
            }
        }
        return proved;
    }

    /** Returns the proved threads that the JDK's set did not hold, as a dropped executor's: only their witness does. */
    List<WeakReference<Thread>> strays() {
        return probes.values().stream()
                .filter(probe -> !probe.tracked && isProved(probe.id))
                .map(probe -> probe.thread)
                .toList();
    }

    /** Returns a thread, which must not be kept; null if it is not tried, or not available just now. */
    @Nullable
    Thread thread(long id) {
        Probe probe = probes.get(id);
        return probe == null ? null : thread(probe);
    }

    private @Nullable Thread thread(Probe probe) {
        Thread thread = witness.peek(probe.witness);
        return thread == null ? probe.thread.get() : thread;
    }

    /** Puts back a thread whose wait is over. Returns false if it is not available just now, and is still tried. */
    boolean release(Probe probe) {
        if (!putBack(probe)) {
            return false;
        }
        armed.remove(probe.witness);
        probes.remove(probe.id);
        return true;
    }

    /** Puts back the threads that are not proved, to try others. Proved ones stay out: they would hide others. */
    void endUnproved() {
        end(false);
    }

    /** Puts all back, also after an interrupt. Returns false if some could not be put back, which must not happen. */
    boolean end() {
        return end(true);
    }

    private boolean end(boolean all) {
        long deadline = nanos.getAsLong() + PATIENCE;
        List<Probe> left = new ArrayList<>(probes.values());
        left.removeIf(probe -> (!all && probe.fired >= ROUNDS) || putBack(probe));
        while (!left.isEmpty() && nanos.getAsLong() <= deadline) {
            // A collection of the program came in between: the witness has the thread, or will have it at once.
            try {
                take(SLICE_MILLIS);
            } catch (InterruptedException goesOn) {
                // Goes on after an interrupt: a thread that is not put back would be garbage.
            }
            left.removeIf(this::putBack);
        }
        armed.values().removeIf(probe -> all || probe.fired < ROUNDS);
        probes.values().removeIf(probe -> !all && probe.fired < ROUNDS);
        return left.isEmpty();
    }

    /** Tries the weak reference first: a stored one must not be hidden from a marking that is under way. */
    private boolean putBack(Probe probe) {
        Thread thread = probe.thread.get();
        thread = thread == null ? witness.peek(probe.witness) : thread;
        if (thread != null && probe.tracked) {
            tracking.putBack(thread);
        }
        return thread != null;
    }

    /** Takes witnesses until all that must fire have: a weak reference is cleared no earlier than one is enqueued. */
    private boolean gather() throws InterruptedException {
        long deadline = nanos.getAsLong() + PATIENCE;
        while (true) {
            if (take(0)) {
                continue;
            }
            if (armed.values().stream().noneMatch(probe -> probe.thread.refersTo(null))) {
                return true;
            }
            if (nanos.getAsLong() > deadline) {
                return false;
            }
            take(SLICE_MILLIS);
        }
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
}
