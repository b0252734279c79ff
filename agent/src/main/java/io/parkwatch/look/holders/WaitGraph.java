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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The waits of one look whose holders are known: which of them are deadlocked, and why each does not end. */
final class WaitGraph {
    private final List<Waiter> waiters;
    private final HolderStates states;
    private final LockStates lockStates;
    private final Detector detector;

    /** The number of the waiter at each place of the look's old waits; -1 if there is none. */
    private final int[] numbers;

    /** The numbers of the waits that may be part of a circle. */
    private final BitSet confirmed = new BitSet();

    private Circles circles;

    /** The circles that are not proved: a wait in them has a time-out, or may be ended by others. */
    private @Nullable Circles loops;

    /** The circles with a wait that an interrupt ends. */
    private @Nullable BitSet interruptible;

    /** @param places the number of the look's old waits */
    WaitGraph(int places, List<Waiter> waiters, HolderStates states, LockStates lockStates, Detector detector) {
        this.waiters = waiters;
        this.states = states;
        this.lockStates = lockStates;
        this.detector = detector;
        numbers = new int[places];
        Arrays.fill(numbers, -1);
        for (int i = 0; i < waiters.size(); i++) {
            waiters.get(i).number = i;
            numbers[waiters.get(i).place] = i;
        }
        confirmed.set(0, waiters.size());
        circles = circles();
    }

    /** Finds the circles of confirmed waits, each for something that the next thread alone can release. */
    private Circles circles() {
        int[][] arrows = new int[waiters.size()][];
        for (int i = 0; i < arrows.length; i++) {
            arrows[i] = arrows(waiters.get(i), confirmed, true);
        }
        return new Circles(arrows);
    }

    /** Returns the numbers of the waits {@code among} others whose threads hold what a wait is for. */
    private int[] arrows(Waiter waiter, BitSet among, boolean soleOnly) {
        int[] arrows = new int[among.get(waiter.number) ? waiter.holds.size() : 0];
        int n = 0;
        for (int i = 0; i < arrows.length; i++) {
            Hold hold = waiter.holds.get(i);
            boolean isSelf = hold.thread() == waiter.thread
                    && (!hold.sole() || hold.how().equals(Holder.JOINED));
            // Any worker of a pool may take a task from its queue.
            boolean counts = soleOnly
                    ? hold.sole()
                    : !waiter.isReadOnce(i) && !hold.how().equals(Holder.QUEUED);
            int place = counts && !isSelf ? states.place(hold) : -1;
            int holder = place < 0 ? -1 : numbers[place];
            if (holder >= 0 && among.get(holder)) {
                arrows[n++] = holder;
            }
        }
        return n == arrows.length ? arrows : Arrays.copyOf(arrows, n);
    }

    /** Finds the circles among the {@code named} waits that are in no circle that is proved. */
    void findLoops(BitSet named) {
        BitSet others = new BitSet();
        for (Waiter waiter : waiters) {
            others.set(waiter.number, named.get(waiter.number) && !isInCircle(waiter));
        }
        if (others.isEmpty()) {
            return;
        }
        int[][] arrows = new int[waiters.size()][];
        for (int i = 0; i < arrows.length; i++) {
            arrows[i] = arrows(waiters.get(i), others, false);
        }
        loops = new Circles(arrows);
    }

    /** Returns the waits that look deadlocked after one reading. */
    List<Waiter> suspects() {
        List<Waiter> suspects = new ArrayList<>();
        for (Waiter waiter : waiters) {
            waiter.orphaned = isHeldByEnded(waiter);
            if (circles.of(waiter.number) >= 0 || waiter.orphaned || waiter.starved != null) {
                suspects.add(waiter);
            }
        }
        confirmed.clear();
        return suspects;
    }

    /** Works the circles out again with those suspects alone that a second reading confirmed. */
    void keep(BitSet after) {
        confirmed.or(after);
        circles = circles();
    }

    /** Nobody else can release what a thread has locked, not even for reading. */
    private boolean isHeldByEnded(Waiter waiter) {
        for (Hold hold : waiter.holds) {
            if (isLocked(hold.how()) && hold.sole() && states.hasEnded(hold.thread())) {
                return true;
            }
        }
        return false;
    }

    private boolean isInCircle(Waiter waiter) {
        return confirmed.get(waiter.number) && circles.of(waiter.number) >= 0;
    }

    /** Reports whether the wait is deadlocked. */
    boolean isProved(Waiter waiter) {
        return isInCircle(waiter) || (confirmed.get(waiter.number) && (waiter.orphaned || waiter.starved != null));
    }

    /** Returns the cause of a wait. {@code named} is whether its holders are certain enough to be named. */
    Cause cause(Waiter waiter, boolean named) {
        boolean inCircle = isInCircle(waiter);
        int loop = loops == null ? -1 : loops.of(waiter.number);
        Starvation starved = inCircle ? null : waiter.starved;
        if (starved != null) {
            return new Cause(
                    named ? holders(waiter) : List.of(),
                    Map::of,
                    circles.count() + (loops == null ? 0 : loops.count()) + starved.number,
                    true,
                    starved.interruptible,
                    List::of,
                    starved.words());
        }
        return new Cause(
                named ? holders(waiter) : List.of(),
                () -> lockStates.of(waiter.blocker),
                inCircle ? circles.of(waiter.number) : loop < 0 ? -1 : circles.count() + loop,
                isProved(waiter),
                inCircle ? anyInterruptible(waiter) : waiter.calls.interruptible(),
                () -> inCircle
                        ? links(circles.around(waiter.number))
                        : loops == null ? List.of() : links(loops.around(waiter.number)),
                null);
    }

    private List<Holder> holders(Waiter waiter) {
        if (waiter.holds.size() == 1) {
            Holder only = states.of(waiter.holds.get(0));
            return isStale(waiter, only) ? List.of() : List.of(only);
        }
        List<Holder> holders = new ArrayList<>();
        boolean isProved = isProved(waiter);
        for (int i = 0; i < waiter.holds.size(); i++) {
            Holder holder = states.of(waiter.holds.get(i));
            if (!isStale(waiter, holder) && (isProved || !waiter.isReadOnce(i))) {
                holders.add(holder);
            }
        }
        return holders;
    }

    /** Reports whether the thread has ended since it was read, so that it held nothing any more. */
    private static boolean isStale(Waiter waiter, Holder holder) {
        return Holder.ENDED.equals(holder.state()) && isLocked(holder.how()) && !waiter.orphaned;
    }

    private static boolean isLocked(String how) {
        return how.equals(Holder.OWNS_LOCK) || how.equals(Holder.READS);
    }

    private boolean anyInterruptible(Waiter waiter) {
        BitSet known = interruptible;
        if (known == null) {
            known = new BitSet(circles.count());
            for (Waiter one : waiters) {
                if (one.calls.interruptible() && isInCircle(one)) {
                    known.set(circles.of(one.number));
                }
            }
            interruptible = known;
        }
        return known.get(circles.of(waiter.number));
    }

    private List<Link> links(int[] around) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < around.length; i++) {
            Waiter one = waiters.get(around[i]);
            Waiter next = waiters.get(around[(i + 1) % around.length]);
            String nextName = next.name().isEmpty() ? "#" + next.id() : next.name();
            String how = how(one, next);
            String thing = how.equals(Holder.JOINED)
                    ? "end of " + nextName
                    : (how.equals(Holder.WRITES_FIRST) ? "turn after " + nextName + " at " : "")
                            + WaitedFor.text(one.wait.is(), one.wait.observation(), detector.program());
            links.add(new Link(one.name(), one.id(), thing, one.waitsAt(), nextName, how));
        }
        return links;
    }

    /** Returns how the next thread of a circle is known. A hold that proves something comes before others. */
    private static String how(Waiter one, Waiter next) {
        String how = "";
        for (Hold hold : one.holds) {
            if (hold.thread() == next.thread && (how.isEmpty() || hold.sole())) {
                how = hold.how();
            }
        }
        return how;
    }
}
