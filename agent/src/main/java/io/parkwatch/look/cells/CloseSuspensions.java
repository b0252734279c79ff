// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.births.Registry;
import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Detector;
import io.parkwatch.families.Families;
import io.parkwatch.families.Family;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Tally;
import io.parkwatch.look.waits.Threads;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The close look at waits that hold no thread: reads each of them once when it becomes old. */
public final class CloseSuspensions {
    /** The number of waits read in every look, however small the budget, and the size of a batch. */
    private static final int FEWEST = 64;

    private final PlatformThreads threads;
    private final LongSupplier cpu;
    private final Families families;
    private final Evidence evidence;
    private final Detector detector;
    private final WatchedTime time;
    private final Clock dates;
    private long spent;
    private int unread;

    public CloseSuspensions(
            Threads threads, Families families, Evidence evidence, Detector detector, WatchedTime time, Clock dates) {
        this.threads = threads.platform;
        this.cpu = threads.cpu(time);
        this.families = families;
        this.evidence = evidence;
        this.detector = detector;
        this.time = time;
        this.dates = dates;
    }

    /**
     * An old wait that has not been examined closely yet. It references the waiter, so it must not outlive the look.
     */
    record Candidate(
            Family family, Object channel, Suspension waiting, SuspensionEntry entry, long since, boolean atLeast) {
        Candidate as(Role role) {
            return new Candidate(family, channel, waiting.as(role), entry, since, atLeast);
        }
    }

    /** A candidate that the family has described. */
    private static final class Told {
        private final Candidate candidate;
        private final SuspendedWaiter suspended;
        private final Stack stack;

        /** The thread whose stack this is; null for the waiter's own stack. */
        private final @Nullable Thread standIn;

        private boolean lasts;

        Told(Candidate candidate, SuspendedWaiter suspended, Stack stack, @Nullable Thread standIn) {
            this.candidate = candidate;
            this.suspended = suspended;
            this.stack = stack;
            this.standIn = standIn;
        }

        private List<Object> begun() {
            return suspended.coroutine() == null
                    ? List.of(suspended.on())
                    : List.of(suspended.on(), suspended.coroutine());
        }
    }

    /**
     * Reads as many candidates as {@code budget} allows, CPU time in nanoseconds. The rest count as waiting and are
     * read at the next look.
     *
     * @param expected the other waits whose resumption the hooks must report
     */
    List<OldWait> read(List<Candidate> candidates, int[] expected, long budget, Tally tally) {
        spent = 0;
        unread = 0;
        if (candidates.isEmpty()) {
            return List.of();
        }
        long start = cpu.getAsLong();
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (i >= FEWEST && i % FEWEST == 0 && cpu.getAsLong() - start > budget) {
                unread = candidates.size() - i;
                break;
            }
            SuspendedWaiter suspended = families.describe(candidate.family, candidate.channel, candidate.waiting);
            if (suspended != null) {
                told.add(told(candidate, suspended));
            }
        }
        expect(told, expected);
        ask(told);
        IdentityHashMap<Object, Stack> places = places(told);
        List<OldWait> waits = new ArrayList<>();
        for (Told one : told) {
            if (one.lasts) {
                OldWait wait = oldWait(one, places);
                one.candidate.entry.old = wait;
                tally.old(wait.is());
                waits.add(wait);
            }
        }
        for (int i = waits.size(); i < candidates.size(); i++) {
            tally.waiting();
        }
        spent = cpu.getAsLong() - start;
        return waits;
    }

    /**
     * Completes the stack of a wait. If a coroutine blocks a thread, that thread's stack follows: only there can
     * {@code main} be recognized. A coroutine without a function of the program, such as a {@code trySendBlocking},
     * waits where the thread waits, and was started where the thread was.
     */
    private Told told(Candidate candidate, SuspendedWaiter suspended) {
        List<StackTraceElement> frames = new ArrayList<>(suspended.frames());
        Stack own = evidence.stacks().of(frames.toArray(new StackTraceElement[0]));
        Thread blocked = suspended.blocked();
        Object coroutine = suspended.coroutine();
        if (blocked != null && coroutine != null) {
            StackTraceElement[] elements = threads.stacks(new Thread[] {blocked})[0];
            if (elements != null
                    && frames.addAll(outside(elements, coroutine.getClass().getName()))) {
                Stack both = evidence.stacks().of(frames.toArray(new StackTraceElement[0]));
                return new Told(candidate, suspended, both, detector.isPrograms(own) ? null : blocked);
            }
        }
        return new Told(candidate, suspended, own, null);
    }

    /**
     * Returns the thread's frames from the coroutine's own method outwards, since further in it may run other
     * coroutines. Returns none if several are nested: it is not known which one is meant.
     */
    static List<StackTraceElement> outside(StackTraceElement[] thread, String coroutine) {
        int at = -1;
        for (int i = 0; i < thread.length; i++) {
            if (thread[i].getClassName().equals(coroutine)) {
                if (at >= 0) {
                    return List.of();
                }
                at = i;
            }
        }
        return at < 0 ? List.of() : List.of(thread).subList(at, thread.length);
    }

    /**
     * From here on the hooks report these waits too. A wait that was resumed earlier is no longer in its channel when
     * that is read again.
     */
    private void expect(List<Told> told, int[] others) {
        int[] all = Arrays.copyOf(others, others.length + told.size());
        int n = others.length;
        for (Told one : told) {
            Object resumed = one.suspended.resumed();
            one.candidate.entry.resumed = System.identityHashCode(resumed);
            if (resumed != null) {
                all[n++] = one.candidate.entry.resumed;
            }
        }
        evidence.registry().resumptions.ask(Arrays.copyOf(all, n));
    }

    /** Reads the channels again: if a wait ended meanwhile, its description may belong to another one. */
    private void ask(List<Told> told) {
        IdentityHashMap<Object, IdentityHashMap<Object, Told>> byChannel = new IdentityHashMap<>();
        for (Told one : told) {
            byChannel
                    .computeIfAbsent(one.candidate.channel, c -> new IdentityHashMap<>())
                    .put(one.candidate.waiting.waiter(), one);
        }
        byChannel.forEach((channel, waiters) -> {
            Family family = waiters.values().iterator().next().candidate.family;
            families.read(family, channel, now -> {
                Told one = waiters.get(now.waiter());
                if (one != null && one.candidate.entry.is(now)) {
                    one.lasts = true;
                }
            });
        });
    }

    /**
     * Returns where channels were made and coroutines started, as far as this was seen. A job is both, and a go block
     * starts when its channel is made.
     */
    private IdentityHashMap<Object, Stack> places(List<Told> told) {
        Registry registry = evidence.registry();
        IdentityHashMap<Object, Stack> places = new IdentityHashMap<>();
        IdentityHashMap<Object, Boolean> wanted = new IdentityHashMap<>();
        for (Told one : told) {
            for (Object of : one.lasts ? one.begun() : List.of()) {
                if (wanted.put(of, true) == null) {
                    put(places, of, registry.beginning(of));
                }
            }
        }
        if (!wanted.isEmpty()) {
            registry.forEachChannel((channel, birth) -> {
                if (wanted.containsKey(channel)) {
                    put(places, channel, registry.stack(birth));
                }
            });
        }
        return places;
    }

    private static void put(IdentityHashMap<Object, Stack> places, Object channel, @Nullable Stack place) {
        if (place != null) {
            places.put(channel, place);
        }
    }

    private OldWait oldWait(Told one, IdentityHashMap<Object, Stack> places) {
        Candidate candidate = one.candidate;
        SuspendedWaiter is = one.suspended;
        candidate.entry.heldBy(is.holder());
        Stack start = one.standIn != null
                ? evidence.registry().creation(one.standIn)
                : is.coroutine() == null ? null : places.get(is.coroutine());
        Observation seen = Observation.at(one.stack)
                .coroutine()
                .thread(is.blocked() == null ? 0 : threads.id(is.blocked()), is.name())
                .since(
                        candidate.since,
                        dates.instant().minusNanos(time.getAsLong() - candidate.since),
                        candidate.atLeast)
                .told(is.role(), candidate.waiting.operation())
                .channel(is.channel().madeAt(places.get(is.on())))
                .createdAt(start != null && (one.standIn != null || is.mayStartAt(start)) ? start : null)
                .build();
        Observation observation = seen.on(System.identityHashCode(is.on()), null);
        Classification classified = is.loop() ? new Classification.Idle(Why.IDLE_RULE) : detector.classify(observation);
        return new OldWait(candidate.entry.select, observation, classified, null);
    }

    /** Returns the CPU time of the last {@link #read} in nanoseconds. */
    long spent() {
        return spent;
    }

    /** Returns how many candidates the last {@link #read} left. */
    int unread() {
        return unread;
    }
}
