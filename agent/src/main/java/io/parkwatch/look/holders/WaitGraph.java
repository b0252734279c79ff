// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.detect.Detector;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Holder;
import io.parkwatch.gather.Cause;
import io.parkwatch.gather.WaitedFor;
import io.parkwatch.look.holders.Waiter.Hold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The waits of one look whose holders are known: which of them are deadlocked, and why each does not end. */
final class WaitGraph {
    private final List<Waiter> waiters;
    private final HolderStates states;
    private final LockStates lockStates;
    private final Detector detector;
    private final Map<Long, Integer> byId = new HashMap<>();
    private final Set<Waiter> confirmed = new HashSet<>();
    private Circles circles;

    /** The circles with a wait that an interrupt ends. */
    private @Nullable BitSet interruptible;

    WaitGraph(List<Waiter> waiters, HolderStates states, LockStates lockStates, Detector detector) {
        this.waiters = waiters;
        this.states = states;
        this.lockStates = lockStates;
        this.detector = detector;
        for (int i = 0; i < waiters.size(); i++) {
            waiters.get(i).number = i;
            byId.put(waiters.get(i).id(), i);
        }
        confirmed.addAll(waiters);
        circles = circles();
    }

    /** Finds the circles of confirmed waits, each for something that the next thread alone can release. */
    private Circles circles() {
        int[][] arrows = new int[waiters.size()][];
        for (int i = 0; i < arrows.length; i++) {
            arrows[i] = arrows(waiters.get(i));
        }
        return new Circles(arrows);
    }

    private int[] arrows(Waiter waiter) {
        int[] arrows = new int[confirmed.contains(waiter) ? waiter.holds.size() : 0];
        int n = 0;
        for (int i = 0; i < arrows.length; i++) {
            Hold hold = waiter.holds.get(i);
            boolean joinsItself = hold.thread() == waiter.thread && hold.how().equals(Holder.JOINED);
            Integer holder = hold.sole() && !joinsItself ? byId.get(states.id(hold.thread())) : null;
            if (holder != null && confirmed.contains(waiters.get(holder))) {
                arrows[n++] = holder;
            }
        }
        return n == arrows.length ? arrows : Arrays.copyOf(arrows, n);
    }

    /** Returns the waits that look deadlocked after one reading. */
    List<Waiter> suspects() {
        List<Waiter> suspects = new ArrayList<>();
        for (Waiter waiter : waiters) {
            if (circles.of(waiter.number) >= 0 || isHeldByEnded(waiter)) {
                suspects.add(waiter);
            }
        }
        confirmed.clear();
        return suspects;
    }

    /** Works the circles out again with those suspects alone that a second reading confirmed. */
    void keep(Set<Waiter> after) {
        confirmed.addAll(after);
        circles = circles();
    }

    /** Nobody else can release what a thread has locked, not even for reading. */
    private boolean isHeldByEnded(Waiter waiter) {
        for (Hold hold : waiter.holds) {
            boolean isLock = hold.how().equals(Holder.OWNS_LOCK) || hold.how().equals(Holder.READS);
            if (isLock && hold.sole() && states.hasEnded(hold.thread())) {
                return true;
            }
        }
        return false;
    }

    private boolean isInCircle(Waiter waiter) {
        return confirmed.contains(waiter) && circles.of(waiter.number) >= 0;
    }

    /** Reports whether the wait is deadlocked. */
    boolean isProved(Waiter waiter) {
        return isInCircle(waiter) || (confirmed.contains(waiter) && isHeldByEnded(waiter));
    }

    /** Returns the cause of a wait. {@code named} is whether its holders are certain enough to be named. */
    Cause cause(Waiter waiter, boolean named) {
        boolean inCircle = isInCircle(waiter);
        List<Holder> holders = new ArrayList<>();
        for (Hold hold : named ? waiter.holds : List.<Hold>of()) {
            holders.add(states.of(hold));
        }
        return new Cause(
                holders,
                () -> lockStates.of(waiter.blocker),
                inCircle ? circles.of(waiter.number) : -1,
                isProved(waiter),
                inCircle ? anyInterruptible(waiter) : waiter.isInterruptible(),
                () -> inCircle ? links(waiter) : List.of());
    }

    private boolean anyInterruptible(Waiter waiter) {
        BitSet known = interruptible;
        if (known == null) {
            known = new BitSet(circles.count());
            for (Waiter one : waiters) {
                if (isInCircle(one) && one.isInterruptible()) {
                    known.set(circles.of(one.number));
                }
            }
            interruptible = known;
        }
        return known.get(circles.of(waiter.number));
    }

    private List<Link> links(Waiter waiter) {
        int[] around = circles.around(waiter.number);
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < around.length; i++) {
            Waiter one = waiters.get(around[i]);
            Waiter next = waiters.get(around[(i + 1) % around.length]);
            String nextName = next.name().isEmpty() ? "#" + next.id() : next.name();
            String thing = one.holds.get(0).how().equals(Holder.JOINED)
                    ? "end of " + nextName
                    : WaitedFor.text(one.wait.is(), one.wait.observation(), detector.program());
            links.add(new Link(one.name(), one.id(), thing, one.waitsAt(), nextName));
        }
        return links;
    }
}
