// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.channels.Families;
import io.parkwatch.channels.Suspended;
import io.parkwatch.channels.Suspending;
import io.parkwatch.channels.Suspension;
import io.parkwatch.detect.Classified;
import io.parkwatch.detect.Detector;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import io.parkwatch.finding.Unseen.Why;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Tally;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.seen.Registry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is read once of a wait that holds no thread when it has become old: the close look at those. */
public final class CloseSuspensions {
    /** So many are read in every look, however little time the budget gives. */
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

    /** An old wait that nobody looked at closely yet. Holds what waits, so it lives no longer than the look. */
    record Candidate(
            Suspending family, Object channel, Suspension waiting, SuspensionEntry entry, long since, boolean atLeast) {
        Candidate as(Role role) {
            return new Candidate(family, channel, waiting.as(role), entry, since, atLeast);
        }
    }

    /** A candidate of which the family has told. */
    private static final class Told {
        private final Candidate candidate;
        private final Suspended suspended;
        private final Stack stack;

        /** Whose stack it is; null: that of its own functions. */
        private final @Nullable Thread standIn;

        private boolean lasts;

        Told(Candidate candidate, Suspended suspended, Stack stack, @Nullable Thread standIn) {
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
     * Reads as many as {@code budget}, CPU time in nanoseconds, allows; what it leaves counts as waiting and comes next
     * time.
     *
     * @param expected of whom else the hooks shall tell if they go on
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
            Suspended suspended = families.tell(candidate.family, candidate.channel, candidate.waiting);
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
     * What a thread is blocked by goes on in that thread's stack: only there it shows whether it is {@code main}'s.
     * What has no function of the program's, as a {@code trySendBlocking}, waits where the thread does, and was started
     * where that was.
     */
    private Told told(Candidate candidate, Suspended suspended) {
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
     * From the coroutine's own method on: inside of it the thread may run others. Of several, one within another, it is
     * not known which.
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
     * From here on the hooks tell of these too: who has gone on before is not in its channel any more when that is read
     * once more.
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
        evidence.registry().resumed().ask(Arrays.copyOf(all, n));
    }

    /** Reads the channels once more: of a wait that ended meanwhile something else may have been told. */
    private void ask(List<Told> told) {
        IdentityHashMap<Object, IdentityHashMap<Object, Told>> byChannel = new IdentityHashMap<>();
        for (Told one : told) {
            byChannel
                    .computeIfAbsent(one.candidate.channel, c -> new IdentityHashMap<>())
                    .put(one.candidate.waiting.waiter(), one);
        }
        byChannel.forEach((channel, waiters) -> {
            Suspending family = waiters.values().iterator().next().candidate.family;
            families.read(family, channel, now -> {
                Told one = waiters.get(now.waiter());
                if (one != null && one.candidate.entry.is(now)) {
                    one.lasts = true;
                }
            });
        });
    }

    /**
     * Where channels were made and coroutines started, as far as it was seen; a job is both, and a go block starts as
     * its channel is made.
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
        Suspended is = one.suspended;
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
        Classified classified = is.loop() ? new Classified.Idle(Why.IDLE_RULE) : detector.classify(observation);
        return new OldWait(candidate.entry.select, observation, classified, null);
    }

    /** CPU time of the last {@link #read}, nanoseconds. */
    long spent() {
        return spent;
    }

    /** How many the last {@link #read} left. */
    int unread() {
        return unread;
    }
}
