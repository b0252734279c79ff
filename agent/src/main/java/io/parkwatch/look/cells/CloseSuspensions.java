// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.births.Registry;
import io.parkwatch.detect.Classification;
import io.parkwatch.families.Families;
import io.parkwatch.families.Family;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Stack;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StackBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The close look at waits that hold no thread: reads each of them once when it becomes old. */
final class CloseSuspensions {
    private final Evidence evidence;
    private final PlatformThreads threads;
    private final Families families;

    CloseSuspensions(Evidence evidence) {
        this.evidence = evidence;
        this.threads = evidence.threads().platform;
        this.families = evidence.families();
    }

    /** A candidate that the family has described. */
    private static final class Description {
        private final SuspensionCandidate candidate;
        private final SuspendedWaiter suspended;
        private final Stack stack;

        /** The thread whose stack this is; null for the waiter's own stack. */
        private final @Nullable Thread standIn;

        private boolean lasts;

        Description(SuspensionCandidate candidate, SuspendedWaiter suspended, Stack stack, @Nullable Thread standIn) {
            this.candidate = candidate;
            this.suspended = suspended;
            this.stack = stack;
            this.standIn = standIn;
        }

        private List<Object> origins() {
            return suspended.coroutine() == null
                    ? List.of(suspended.on())
                    : List.of(suspended.on(), suspended.coroutine());
        }
    }

    /**
     * Reads as many candidates as the look's budget allows. The rest count as waiting and are read at the next look.
     *
     * @param expected the other waits whose resumption the hooks must report
     */
    void read(List<SuspensionCandidate> candidates, int[] expected, LookState look) {
        look.budget.begin();
        List<Description> all = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            SuspensionCandidate candidate = candidates.get(i);
            if (i > 0 && i % StackBudget.BATCH == 0 && look.budget.isExceeded()) {
                look.budget.leave(candidates.size() - i);
                break;
            }
            SuspendedWaiter suspended = families.describe(candidate.family(), candidate.channel(), candidate.waiting());
            if (suspended != null) {
                all.add(describe(candidate, suspended));
            }
        }
        expect(all, expected);
        readAgain(all);
        IdentityHashMap<Object, Stack> places = places(all);
        int examined = 0;
        for (Description one : all) {
            if (one.lasts) {
                OldWait wait = oldWait(one, places, look);
                one.candidate.entry().old(wait);
                look.countExamined(null, look.coroutines, wait);
                examined++;
            }
        }
        for (int i = examined; i < candidates.size(); i++) {
            look.coroutines.addWaiting();
        }
        look.budget.end();
    }

    /**
     * Completes the stack of a wait. If a coroutine blocks a thread, that thread's stack follows: only there can
     * {@code main} be recognized. A coroutine without a function of the program, such as a {@code trySendBlocking},
     * waits where the thread waits, and was started where the thread was.
     */
    private Description describe(SuspensionCandidate candidate, SuspendedWaiter suspended) {
        List<StackTraceElement> frames = new ArrayList<>(suspended.frames());
        Stack own = stack(frames);
        Thread blocked = suspended.blocked();
        Object coroutine = suspended.coroutine();
        if (blocked != null && coroutine != null) {
            StackTraceElement[] elements = threads.stacks(new Thread[] {blocked})[0];
            if (elements != null
                    && frames.addAll(outside(elements, coroutine.getClass().getName()))) {
                Stack both = stack(frames);
                return new Description(
                        candidate, suspended, both, evidence.detector().isPrograms(own) ? null : blocked);
            }
        }
        return new Description(candidate, suspended, own, null);
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
    private void expect(List<Description> all, int[] others) {
        int[] hashes = Arrays.copyOf(others, others.length + all.size());
        int n = others.length;
        for (Description one : all) {
            Object resumed = one.suspended.resumed();
            one.candidate.entry().resumed = System.identityHashCode(resumed);
            if (resumed != null) {
                hashes[n++] = one.candidate.entry().resumed;
            }
        }
        evidence.registry().resumptions.ask(Arrays.copyOf(hashes, n));
    }

    /** Reads the channels again: if a wait ended meanwhile, its description may belong to another one. */
    private void readAgain(List<Description> all) {
        IdentityHashMap<Object, IdentityHashMap<Object, Description>> byChannel = new IdentityHashMap<>();
        for (Description one : all) {
            byChannel
                    .computeIfAbsent(one.candidate.channel(), c -> new IdentityHashMap<>())
                    .put(one.candidate.waiting().waiter(), one);
        }
        byChannel.forEach((channel, waiters) -> {
            Family family = waiters.values().iterator().next().candidate.family();
            families.read(family, channel, now -> {
                Description one = waiters.get(now.waiter());
                if (one != null && one.candidate.entry().is(now)) {
                    one.lasts = true;
                }
            });
        });
    }

    /**
     * Returns where channels were made and coroutines started, as far as this was seen. A job is both, and a go block
     * starts when its channel is made.
     */
    private IdentityHashMap<Object, Stack> places(List<Description> all) {
        Registry registry = evidence.registry();
        IdentityHashMap<Object, Stack> places = new IdentityHashMap<>();
        IdentityHashMap<Object, Boolean> wanted = new IdentityHashMap<>();
        for (Description one : all) {
            for (Object of : one.lasts ? one.origins() : List.of()) {
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

    private Stack stack(List<StackTraceElement> frames) {
        return evidence.stacks().of(frames.toArray(new StackTraceElement[0]));
    }

    private static void put(IdentityHashMap<Object, Stack> places, Object channel, @Nullable Stack place) {
        if (place != null) {
            places.put(channel, place);
        }
    }

    private OldWait oldWait(Description one, IdentityHashMap<Object, Stack> places, LookState look) {
        SuspensionEntry entry = one.candidate.entry();
        SuspendedWaiter is = one.suspended;
        entry.heldBy(is.holder());
        Stack start = one.standIn != null
                ? evidence.registry().creation(one.standIn)
                : is.coroutine() == null ? null : places.get(is.coroutine());
        Observation observation = Observation.at(one.stack)
                .coroutine()
                .thread(is.blocked() == null ? 0 : threads.id(is.blocked()), is.name())
                .since(entry.since(), evidence.date(entry.since()), look.isAtLeast(entry.since()))
                .recorded(is.role(), one.candidate.waiting().operation())
                .channel(is.channel().madeAt(places.get(is.on())))
                .createdAt(start != null && (one.standIn != null || is.mayStartAt(start)) ? start : null)
                .build()
                .on(System.identityHashCode(is.on()), null);
        Classification classified = is.loop()
                ? new Classification.Idle(Why.IDLE_RULE, null, "a library's loop waits for work")
                : evidence.detector().classify(observation);
        return new OldWait(entry.select, observation, classified);
    }
}
