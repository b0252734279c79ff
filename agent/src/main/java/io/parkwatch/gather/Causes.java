// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.finding.Finding.HeldBy;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Holder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers why the waits of one finding do not end. Memory is bounded as in {@link Grouping}. */
final class Causes {
    private static final int MOST_HOLDERS = 10;
    private static final int MOST_COUNTED = 1_000;

    /** The longest circle that is reported whole. */
    private static final int MOST_LINKS = 20;

    private final Map<Object, HeldBy> holders = new HashMap<>();
    private final Map<String, Integer> heldIn = new HashMap<>();

    /** The findings that hold what the waits outside of circles are for, and the holders of those waits. */
    private final Map<String, Integer> outside = new HashMap<>();

    private final Set<Object> holdersOutside = new HashSet<>();
    private final BitSet circles = new BitSet();
    private final BitSet starvedPools = new BitSet();
    private @Nullable StarvedPool starvedPool;
    private int starved;
    private boolean completable;
    private int known;
    private int queued;
    private int inCircles;
    private int proved;
    private int interruptible;

    /** Adds the cause of one wait. {@code isLeaked} is whether that wait is proved leaked. */
    void add(Cause cause, boolean isLeaked) {
        known += cause.holders().isEmpty() ? 0 : 1;
        queued += !cause.holders().isEmpty() && cause.holders().get(0).how().equals(Holder.QUEUED) ? 1 : 0;
        boolean isOutside = cause.circle() < 0;
        for (Holder holder : cause.holders()) {
            if (holders.size() < MOST_COUNTED || holders.containsKey(key(holder))) {
                holders.merge(key(holder), new HeldBy(1, holder), (a, b) -> new HeldBy(a.count() + 1, a.holder()));
                if (isOutside) {
                    holdersOutside.add(key(holder));
                }
            }
            if (holder.fingerprint() != null) {
                heldIn.merge(holder.fingerprint(), 1, Integer::sum);
            }
        }
        String first =
                isOutside && !cause.holders().isEmpty() ? cause.holders().get(0).fingerprint() : null;
        if (first != null) {
            outside.merge(first, 1, Integer::sum);
        }
        StarvedPool pool = cause.starved();
        if (pool != null) {
            starvedPools.set(cause.circle());
            starvedPool = starvedPool == null ? pool : starvedPool;
            starved++;
            completable |= pool.completable();
        } else if (cause.circle() >= 0) {
            circles.set(cause.circle());
            inCircles++;
        }
        if (cause.proved()) {
            proved += isLeaked ? 0 : 1;
            interruptible += cause.interruptible() ? 1 : 0;
        }
    }

    /** Tells holders apart, and coroutines by where they wait. */
    private static Object key(Holder holder) {
        return holder.isCoroutine() ? String.valueOf(holder.fingerprint()) : (Object) holder.id();
    }

    /** Reports whether all {@code count} waits are for tasks in queues. */
    boolean areQueued(int count) {
        return count > 0 && queued == count;
    }

    /** Returns the number of waits whose holder is known. */
    int known() {
        return known;
    }

    int deadlocked() {
        return proved;
    }

    /** Returns the number of threads that are in a circle. */
    int inCircles() {
        return inCircles;
    }

    int circles() {
        return circles.cardinality();
    }

    /** Returns what tells the circles and the starved pools of its threads from others. */
    BitSet circleNumbers() {
        BitSet numbers = (BitSet) circles.clone();
        numbers.or(starvedPools);
        return numbers;
    }

    /** Returns a starved pool that one of its threads works for; null if there is none. */
    @Nullable
    StarvedPool starvedPool() {
        return starvedPool;
    }

    int starvedPools() {
        return starvedPools.cardinality();
    }

    /** Returns the number of threads that work for starved pools. */
    int starved() {
        return starved;
    }

    /** Returns what could still end one of the waits that are proved. */
    List<String> endedBy() {
        List<String> words = new ArrayList<>();
        if (interruptible > 0) {
            words.add("interrupt");
        }
        if (starved > 0) {
            words.add("cancel");
            if (completable) {
                words.add("complete");
            }
            words.add("shutdownNow");
            words.add("larger pool");
        }
        return List.copyOf(words);
    }

    /** Returns how often each thread but one is waited for, commonest first, those outside of circles before others. */
    List<HeldBy> others(@Nullable Holder one) {
        List<HeldBy> others = new ArrayList<>();
        for (HeldBy held : holders.values()) {
            if (one == null || !key(held.holder()).equals(key(one))) {
                others.add(held);
            }
        }
        others.sort(Comparator.<HeldBy>comparingInt(held -> -held.count())
                .thenComparing(held -> !holdersOutside.contains(key(held.holder())))
                .thenComparingLong(held -> held.holder().id()));
        return List.copyOf(others.subList(0, Math.min(MOST_HOLDERS, others.size())));
    }

    /** Returns the one thread that all {@code count} waits are for; null if there is none, or it is a coroutine. */
    @Nullable
    Holder only(int count) {
        Holder one = known == count && holders.size() == 1
                ? holders.values().iterator().next().holder()
                : null;
        return one == null || one.isCoroutine() ? null : one;
    }

    /**
     * Returns the finding whose threads hold most of what these wait for; null if there is none, or if the waits are
     * the circle that others wait for.
     */
    @Nullable
    String above(String own) {
        if (!circles.isEmpty() || starved > 0) {
            return null;
        }
        String most = null;
        for (Map.Entry<String, Integer> entry : heldIn.entrySet()) {
            boolean more = most == null || entry.getValue() > heldIn.getOrDefault(most, 0);
            boolean first = most != null
                    && entry.getValue().equals(heldIn.get(most))
                    && entry.getKey().compareTo(most) < 0;
            if (!entry.getKey().equals(own) && (more || first)) {
                most = entry.getKey();
            }
        }
        return most;
    }

    /**
     * Returns how many waits each finding holds up, where some are the circle or the pool that others wait for; empty
     * if none are. Those waits then hang below no finding, and yet each finding has its own.
     */
    Map<String, Integer> besideCircles() {
        return circles.isEmpty() && starved == 0 ? Map.of() : outside;
    }

    /** Returns the part of a circle that is reported. */
    static List<Link> first(List<Link> circle) {
        return List.copyOf(circle.subList(0, Math.min(MOST_LINKS, circle.size())));
    }
}
