// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.births.Stacks;
import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Detector;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Observation;
import io.parkwatch.look.holders.Waiter.Hold;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StackBudget;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Describes the threads that hold something during one look: what they do, and where. */
final class HolderStates {
    private final PlatformThreads platform;
    private final @Nullable VirtualThreads virtual;
    private final Stacks stacks;
    private final Detector detector;
    private final LookState look;

    /** The places of the look's old waits, by the id of their thread. */
    private final IdIndex old;

    /** The threads that are in no stuck wait. */
    private final IdentityHashMap<Thread, Holder> known = new IdentityHashMap<>();

    /** How many more stacks this look reads for holders: one batch. */
    private int left = StackBudget.BATCH;

    HolderStates(Evidence evidence, LookState look) {
        platform = evidence.threads().platform;
        virtual = evidence.threads().virtual;
        stacks = evidence.stacks();
        detector = evidence.detector();
        this.look = look;
        old = new IdIndex(look.old.size());
        for (int i = 0; i < look.old.size(); i++) {
            if (look.threads.get(i) != null) {
                old.put(look.old.get(i).observation().threadId(), i);
            }
        }
    }

    /** Returns the place of the old wait of a thread that holds something; -1 if it is in none. */
    int place(Hold hold) {
        if (hold.place == Hold.UNREAD) {
            hold.place = old.find(hold.id(platform));
        }
        return hold.place;
    }

    boolean hasEnded(Thread thread) {
        VirtualStates states = states(thread);
        return states == null ? platform.state(thread) == Thread.State.TERMINATED : states.hasEnded(thread);
    }

    Holder of(Hold hold) {
        int place = place(hold);
        OldWait wait = place < 0 ? null : look.old.get(place);
        if (wait != null && wait.is() instanceof Classification.Stuck stuck) {
            Observation its = wait.observation();
            return new Holder(
                    its.threadId(),
                    its.threadName(),
                    its.virtual(),
                    Holder.STUCK,
                    stuck.waitsAt(),
                    stuck.fingerprint(),
                    hold.how());
        }
        Holder holder = known.get(hold.thread());
        if (holder == null) {
            holder = describe(hold, wait);
            known.put(hold.thread(), holder);
        }
        return holder.as(hold.how());
    }

    private Holder describe(Hold hold, @Nullable OldWait wait) {
        Thread thread = hold.thread();
        long id = platform.id(thread);
        boolean isVirtual = isVirtual(thread);
        if (hasEnded(thread)) {
            return new Holder(id, thread.getName(), isVirtual, Holder.ENDED, null, null, hold.how());
        }
        String state = !isWaiting(thread)
                ? Holder.RUNNING
                : wait != null && wait.is() instanceof Classification.Idle ? Holder.IDLE : Holder.WAITING;
        return new Holder(id, thread.getName(), isVirtual, state, frame(thread, wait), null, hold.how());
    }

    /** Returns the program's innermost frame; null if it is not read or the thread is in none. */
    private @Nullable Frame frame(Thread thread, @Nullable OldWait wait) {
        if (wait != null) {
            return detector.innermost(wait.observation().stack());
        }
        if (left-- <= 0 || !look.budget.isLeft()) {
            return null;
        }
        look.budget.begin();
        StackTraceElement[] elements = platform.stacks(new Thread[] {thread})[0];
        look.budget.end();
        return elements == null || elements.length == 0 ? null : detector.innermost(stacks.of(elements));
    }

    private boolean isWaiting(Thread thread) {
        VirtualStates states = states(thread);
        return states == null ? Wait.of(platform.state(thread)) != null : states.wait(thread) != null;
    }

    private boolean isVirtual(Thread thread) {
        return virtual != null && virtual.isVirtual(thread);
    }

    /** Returns the states of virtual threads if the thread is one; null for a platform thread. */
    private @Nullable VirtualStates states(Thread thread) {
        return virtual != null && isVirtual(thread) ? virtual.states() : null;
    }
}
