// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.Unproved;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Stack;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the waits of one finding. Memory is bounded by the number of places, not of threads. */
final class Grouping {
    private static final int MOST_THREADS = 20;
    private static final int MOST_PLACES = 10;

    /** The most distinct creation stacks that are counted; a recursion may create any number of them. */
    private static final int MOST_STACKS = 1_000;

    private final Classification.Stuck as;
    private final Detector detector;
    private final ProgramFrames program;
    private final PriorityQueue<Observation> oldest = new PriorityQueue<>((a, b) -> oldestFirst(b, a));
    private final Map<Stack, Integer> threadPlaces = new HashMap<>();
    private final Map<Stack, Integer> channelPlaces = new HashMap<>();
    private final Map<Frame, Integer> waitPlaces = new HashMap<>();
    private @Nullable Frame waitPlace;
    private int waitsThere;
    private final Map<ObservedChannel, Integer> channels = new HashMap<>();
    private Map<String, Integer> state = Map.of();
    private final Set<Integer> instances = new HashSet<>();
    private int lastInstance;
    private boolean unknownInstances;
    private final Map<WhyNot, Integer> notProved = new EnumMap<>(WhyNot.class);
    private final List<ReclaimedThread> gone = new ArrayList<>();
    private int count;
    private int virtual;
    private int suspended;
    private int leaked;
    private int free;

    Grouping(Classification.Stuck as, Detector detector) {
        this.as = as;
        this.detector = detector;
        this.program = detector.program();
    }

    /** Adds a wait. {@code waitsAt} has the line and the lambda, which the fingerprint leaves out. */
    void add(Frame waitsAt, Observation wait) {
        count++;
        waits(waitsAt);
        virtual += wait.virtual() ? 1 : 0;
        suspended += wait.coroutine() ? 1 : 0;
        leaked += wait.verdict() == Verdict.LEAKED ? 1 : 0;
        free += wait.free() ? 1 : 0;
        if (wait.whyNot() != null) {
            notProved.merge(wait.whyNot(), 1, Integer::sum);
        }
        keepIfOld(wait);
        instance(wait.instance());
        places(wait);
    }

    /**
     * Counts distinct instances. A hundred thousand waits of one finding are mostly on one instance, or on as many,
     * which are then not counted.
     */
    private void instance(int of) {
        unknownInstances |= of == 0;
        if (of != lastInstance && !unknownInstances) {
            lastInstance = of;
            instances.add(of);
            unknownInstances = instances.size() > MOST_STACKS;
        }
    }

    /** Adds a thread that the collector took. */
    void add(ReclaimedThread taken) {
        gone.add(taken);
        waits(taken.as().waitsAt());
        places(taken.last());
    }

    /**
     * Counts the places of waits. Stacks are interned, so a hundred thousand waits of one finding mostly have the same
     * frame object. Repeats of the last frame are counted without the map.
     */
    @SuppressWarnings("ReferenceEquality")
    private void waits(Frame at) {
        if (at == waitPlace) {
            waitsThere++;
            return;
        }
        tally(waitPlaces, waitPlace, waitsThere);
        waitPlace = at;
        waitsThere = 1;
    }

    private void places(Observation wait) {
        tally(threadPlaces, wait.createdAt(), 1);
        ObservedChannel channel = wait.channel();
        if (channel != null && !channel.state().isEmpty() && isLater(channel.state())) {
            state = channel.state();
        }
        if (channel != null && !isLatched(as.operation().type())) {
            if (!as.operation().isAround(channel)) {
                tally(channels, channel, 1);
            }
            tally(channelPlaces, channel.createdAt(), 1);
        }
    }

    /** Reports whether the first thread that waits for the end creates the latch: its creation place means nothing. */
    private static boolean isLatched(String type) {
        return type.equals("java.lang.Thread") || type.equals("java.util.concurrent.ForkJoinPool");
    }

    private static int oldestFirst(Observation a, Observation b) {
        int order = Long.compare(a.sinceNanos(), b.sinceNanos());
        return order != 0 ? order : Long.compare(a.threadId(), b.threadId());
    }

    /** Reports whether a state is newer. Each wait has the state of when it became old; the last arrival counts all. */
    private boolean isLater(Map<String, Integer> seen) {
        return seen.getOrDefault("arrived", 0) > state.getOrDefault("arrived", 0);
    }

    /** Keeps the oldest waits. The head of the queue is the youngest of them, and most waits are younger. */
    private void keepIfOld(Observation wait) {
        Observation youngest = oldest.peek();
        if (oldest.size() < MOST_THREADS || youngest == null) {
            oldest.add(wait);
        } else if (oldestFirst(wait, youngest) < 0) {
            oldest.poll();
            oldest.add(wait);
        }
    }

    private static <K> void tally(Map<K, Integer> counts, @Nullable K key, int more) {
        if (key != null && (counts.size() < MOST_STACKS || counts.containsKey(key))) {
            counts.merge(key, more, Integer::sum);
        }
    }

    /** Returns the finding. {@code nanos} is now, on the clock of the observations. */
    Finding finding(long nanos) {
        List<Observation> waits = new ArrayList<>(oldest);
        waits.sort(Grouping::oldestFirst);
        List<StuckThread> threads = new ArrayList<>(waits.size());
        for (Observation wait : waits) {
            threads.add(thread(wait, nanos));
        }
        for (ReclaimedThread taken : gone) {
            threads.add(thread(taken.last(), taken.nanos()));
        }
        threads.sort(Comparator.comparing(StuckThread::since));
        boolean over = waits.isEmpty();
        Observation first = over ? gone.get(0).last() : waits.get(0);
        Operation operation = as.operation();
        Channel channel = channel(operation, first.channel());
        List<Place> created = places(threadPlaces, first.createdAt());
        List<Frame> frames = first.stack().frames();
        Frame waitsAt = program.innermost(frames, operation);
        boolean isFree = free > 0 && free == count;
        String summary = Words.summary(operation, channel, over ? gone.size() : count, noun(first, over), over);
        return Finding.of(as.fingerprint(), operation.role(), operation.name(), channel, waitsAt)
                .verdict(leaked > 0 ? Verdict.LEAKED : over ? Verdict.RECLAIMED : Verdict.STUCK)
                .sentences(
                        isFree ? Words.ofFreeLock(summary) : summary,
                        isFree
                                ? Words.FREE_ADVICE
                                : Words.advice(operation, channel.kind(), as.fingerprint(), leaked > 0))
                .counts(count + gone.size(), leaked, gone.size())
                .age(over ? threads.get(0).seconds() : seconds(first, nanos))
                .history(threads.get(0).since(), null)
                .threads(first(MOST_THREADS, threads))
                .stack(frames.subList(Math.min(operation.frame(), frames.size()), frames.size()))
                .createdAt(commonest(created), others(created))
                .notProved(reasons())
                .alsoWaitsAt(otherWaits(waitsAt))
                .holder(over ? null : first.holder())
                .build();
    }

    /** Returns the other places where threads wait, commonest first. */
    private List<Place> otherWaits(Frame waitsAt) {
        tally(waitPlaces, waitPlace, waitsThere);
        waitPlace = null;
        List<Place> places = new ArrayList<>();
        waitPlaces.forEach((frame, n) -> {
            if (!frame.equals(waitsAt)) {
                places.add(new Place(n, List.of(frame)));
            }
        });
        places.sort(commonestFirst(List.of()));
        return first(MOST_PLACES, places);
    }

    private String noun(Observation first, boolean over) {
        if (over) {
            return first.coroutine() ? "coroutine" : "virtual thread";
        }
        return suspended == count
                ? "coroutine"
                : virtual == count ? "virtual thread" : virtual == 0 && suspended == 0 ? "platform thread" : "thread";
    }

    /** {@code nanos} is now, or when the thread was found missing. */
    private static StuckThread thread(Observation wait, long nanos) {
        return new StuckThread(
                wait.coroutine() ? 0 : wait.threadId(),
                wait.threadName(),
                wait.virtual(),
                wait.since(),
                seconds(wait, nanos),
                wait.atLeast(),
                wait.verdict(),
                wait.coroutine());
    }

    private static double seconds(Observation wait, long nanos) {
        return (nanos - wait.sinceNanos()) / 1e9;
    }

    private List<Unproved> reasons() {
        List<Unproved> reasons = new ArrayList<>();
        notProved.forEach((why, n) -> reasons.add(new Unproved(why.word(), n)));
        reasons.sort(Comparator.comparingInt(reason -> -reason.count()));
        return reasons;
    }

    /** Returns the channel of the finding. {@code first} belongs to the wait whose stack is reported. */
    private Channel channel(Operation operation, @Nullable ObservedChannel first) {
        List<Place> made = places(channelPlaces, first == null ? null : first.createdAt());
        ObservedChannel seen = channel(commonest(made), first);
        if (seen == null) {
            String type = operation.type();
            Integer room = type.equals("java.util.concurrent.SynchronousQueue") ? (Integer) 0 : null;
            seen = new ObservedChannel(type, detector.kind(type), room, room, null);
        }
        boolean known = !unknownInstances && !instances.isEmpty();
        return new Channel(
                seen.type(),
                seen.kind(),
                seen.size(),
                seen.capacity(),
                commonest(made),
                others(made),
                known ? instances.size() : null,
                known && instances.size() == 1 ? state : Map.of());
    }

    /** Returns the commonest of the channels created at the reported place, so that both match. */
    private @Nullable ObservedChannel channel(List<Frame> place, @Nullable ObservedChannel first) {
        Map<ObservedChannel, Integer> there = new HashMap<>();
        channels.forEach((seen, n) -> {
            if (creation(seen.createdAt()).equals(place)) {
                there.merge(seen.madeAt(null), n, Integer::sum);
            }
        });
        if (there.isEmpty()) {
            channels.forEach((seen, n) -> there.merge(seen.madeAt(null), n, Integer::sum));
        }
        ObservedChannel preferred = first == null ? null : first.madeAt(null);
        return there.entrySet().stream()
                .max(Map.Entry.<ObservedChannel, Integer>comparingByValue()
                        .thenComparing(e -> e.getKey().equals(preferred))
                        .thenComparing(e -> e.getKey().type()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /**
     * Returns the creation places, commonest first, with {@code first} before others that are as common. Stacks that
     * differ only in frames of libraries are one place.
     */
    private List<Place> places(Map<Stack, Integer> counts, @Nullable Stack first) {
        Map<List<Frame>, Integer> merged = new HashMap<>();
        counts.forEach((stack, n) -> merged.merge(creation(stack), n, Integer::sum));
        merged.remove(List.<Frame>of());
        List<Place> places = new ArrayList<>();
        merged.forEach((frames, n) -> places.add(new Place(n, frames)));
        places.sort(commonestFirst(creation(first)));
        return places;
    }

    private List<Frame> creation(@Nullable Stack made) {
        return made == null ? List.of() : program.creation(made.frames());
    }

    private static Comparator<Place> commonestFirst(List<Frame> preferred) {
        return Comparator.<Place>comparingInt(place -> -place.count())
                .thenComparing(place -> !place.stack().equals(preferred))
                .thenComparing(place -> place.stack().get(0).text());
    }

    private static List<Frame> commonest(List<Place> places) {
        return places.isEmpty() ? List.of() : places.get(0).stack();
    }

    private static List<Place> others(List<Place> places) {
        return places.isEmpty() ? List.of() : first(MOST_PLACES, places.subList(1, places.size()));
    }

    private static <T> List<T> first(int most, List<T> all) {
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
