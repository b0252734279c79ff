// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Detector;
import io.parkwatch.detect.Operation;
import io.parkwatch.detect.ProgramFrames;
import io.parkwatch.detect.ProgramFrames.LibraryCall;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Finding.Unproved;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Gathers the waits of one finding. Memory is bounded by the number of places, not of threads. */
final class Grouping {
    private static final int MOST_THREADS = 20;

    private final Classification.Stuck as;
    private final ProgramFrames program;
    private final PriorityQueue<Member> oldest = new PriorityQueue<>((a, b) -> oldestFirst(b, a));
    private @Nullable Member inCircle;
    private final Causes causes = new Causes();
    private final CreationPlaces threadPlaces;
    private final ChannelGroup channels;
    private final Map<Frame, Integer> waitPlaces = new HashMap<>();
    private @Nullable Frame waitPlace;
    private int waitsThere;
    private final Map<WhyNot, Integer> notProved = new EnumMap<>(WhyNot.class);
    private final List<ReclaimedThread> gone = new ArrayList<>();
    private int count;
    private int virtual;
    private int suspended;
    private int leaked;
    private int free;

    private record Member(Observation seen, @Nullable Cause cause) {}

    Grouping(Classification.Stuck as, Detector detector) {
        this.as = as;
        program = detector.program();
        threadPlaces = new CreationPlaces(program);
        channels = new ChannelGroup(as.operation(), detector);
    }

    /** Adds a wait. {@code waitsAt} has the line and the lambda, which the fingerprint leaves out. */
    void add(Frame waitsAt, Observation wait, @Nullable Cause cause) {
        count++;
        waits(waitsAt);
        virtual += wait.virtual() ? 1 : 0;
        suspended += wait.coroutine() ? 1 : 0;
        leaked += wait.verdict() == Verdict.LEAKED ? 1 : 0;
        free += wait.free() ? 1 : 0;
        if (wait.whyNot() != null) {
            notProved.merge(wait.whyNot(), 1, Integer::sum);
        }
        if (cause != null) {
            causes.add(cause, wait.verdict() == Verdict.LEAKED);
        }
        keepIfOld(new Member(wait, cause));
        channels.addInstance(wait.instance());
        places(wait);
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
        CreationPlaces.tally(waitPlaces, waitPlace, waitsThere);
        waitPlace = at;
        waitsThere = 1;
    }

    private void places(Observation wait) {
        threadPlaces.add(wait.createdAt());
        channels.add(wait);
    }

    private static int oldestFirst(Member a, Member b) {
        int order = Long.compare(a.seen.sinceNanos(), b.seen.sinceNanos());
        return order != 0 ? order : Long.compare(a.seen.threadId(), b.seen.threadId());
    }

    /** Returns the finding that these waits are, for the most part, a consequence of; null if there is none. */
    @Nullable
    String above() {
        return causes.above(as.fingerprint());
    }

    /** Returns how many of these waits each finding holds up beside the circle that others are in. */
    Map<String, Integer> besideCircles() {
        return causes.besideCircles();
    }

    BitSet circles() {
        return causes.circleNumbers();
    }

    /** Keeps the oldest waits. The head of the queue is the youngest of them, and most waits are younger. */
    private void keepIfOld(Member wait) {
        keepIfInCircle(wait);
        Member youngest = oldest.peek();
        if (oldest.size() < MOST_THREADS || youngest == null) {
            oldest.add(wait);
        } else if (oldestFirst(wait, youngest) < 0) {
            oldest.poll();
            oldest.add(wait);
        }
    }

    /** Keeps the oldest wait in a circle that is proved, or else in one that is not. */
    private void keepIfInCircle(Member wait) {
        if (wait.cause == null || wait.cause.circle() < 0) {
            return;
        }
        int order = inCircle == null ? -1 : Boolean.compare(isProved(inCircle), isProved(wait));
        if (order < 0 || (order == 0 && inCircle != null && oldestFirst(wait, inCircle) < 0)) {
            inCircle = wait;
        }
    }

    private static boolean isProved(Member member) {
        return member.cause != null && member.cause.proved();
    }

    /** Returns the finding. {@code nanos} is now, on the clock of the observations. */
    Finding finding(long nanos) {
        List<Member> waits = new ArrayList<>(oldest);
        waits.sort(Grouping::oldestFirst);
        List<StuckThread> threads = new ArrayList<>(waits.size());
        for (Member member : waits) {
            threads.add(thread(member.seen, verdict(member), nanos));
        }
        for (ReclaimedThread taken : gone) {
            threads.add(thread(taken.last(), taken.last().verdict(), taken.nanos()));
        }
        if (!gone.isEmpty()) {
            threads.sort(Comparator.comparing(StuckThread::since));
        }
        boolean over = waits.isEmpty();
        Observation first = over ? gone.get(0).last() : waits.get(0).seen;
        Operation operation = as.operation();
        List<Place> created = threadPlaces.commonestFirst(first.createdAt());
        List<Frame> frames = first.stack().frames();
        Frame waitsAt = program.innermost(frames, operation);
        LibraryCall call = program.call(frames, waitsAt);
        Channel channel = channels.channel(first.channel(), call, cause(waits));
        Cause cause = waits.isEmpty() ? null : waits.get(0).cause;
        Cause circle = inCircle == null ? null : inCircle.cause;
        // Of the oldest thread alone: what others wait for may be held by that thread.
        Holder holder = cause == null || cause.holders().isEmpty()
                ? first.holder()
                : cause.holders().get(0);
        boolean isFree = free > 0 && free == count;
        List<Link> links = circle == null ? List.of() : circle.links().get();
        Holder only = causes.only(count);
        boolean itself = only != null && count == 1 && only.id() == first.threadId();
        String summary = Words.held(
                Words.summary(operation, channel, over ? gone.size() : count, noun(first, over), over),
                links.size() == 1 && causes.inCircles() == count ? null : only,
                causes.known() == count && !causes.areQueued(count),
                itself,
                count);
        summary = causes.circles() == 0
                ? summary
                : Words.inCircles(summary, causes.circles(), links.size(), causes.inCircles(), count);
        summary = causes.areQueued(count) ? Words.ofQueuedTask(summary) : summary;
        String advice =
                causes.areQueued(count) ? Words.QUEUED_ADVICE : Words.advice(operation, only, links.size(), itself);
        StarvedPool starved = causes.circles() > 0 ? null : causes.starvedPool();
        if (starved != null) {
            summary = StarvedWords.summary(
                    Words.summary(operation, channel, count, noun(first, over), over),
                    starved,
                    causes.starvedPools(),
                    causes.starved(),
                    count);
            advice = StarvedWords.ADVICE;
        }
        summary = ShutdownWords.summary(PoolWords.summary(summary, channel.state()), frames);
        advice = advice == null ? PoolWords.advice(channel.state()) : advice;
        String usual = Words.advice(operation, channel.kind(), as.fingerprint(), leaked > 0);
        return Finding.of(as.fingerprint(), operation.role(), operation.name(), channel, waitsAt)
                .verdict(verdict(over))
                .sentences(
                        isFree ? Words.ofFreeLock(summary) : summary,
                        isFree ? Words.FREE_ADVICE : advice == null ? usual : advice)
                .counts(count + gone.size(), leaked, gone.size())
                .age(over ? threads.get(0).seconds() : seconds(first, nanos))
                .history(threads.get(0).since(), null)
                .threads(List.copyOf(threads.subList(0, Math.min(MOST_THREADS, threads.size()))))
                .stack(frames.subList(Math.min(operation.frame(), frames.size()), frames.size()))
                .createdAt(CreationPlaces.commonest(created), CreationPlaces.others(created))
                .calledAt(call == null ? null : call.calledAt())
                .notProved(reasons())
                .alsoWaitsAt(otherWaits(waitsAt))
                .heldBy(holder, causes.others(holder))
                .deadlocked(causes.deadlocked(), causes.endedBy())
                .circle(Causes.first(links), causes.circles())
                .build();
    }

    /** Returns what was read of the oldest wait of which anything was. */
    private static @Nullable Cause cause(List<Member> oldestFirst) {
        for (Member member : oldestFirst) {
            if (member.cause != null) {
                return member.cause;
            }
        }
        return null;
    }

    private static Verdict verdict(Member member) {
        return isProved(member) && member.seen.verdict() == Verdict.STUCK ? Verdict.DEADLOCKED : member.seen.verdict();
    }

    private Verdict verdict(boolean over) {
        if (leaked > 0) {
            return Verdict.LEAKED;
        }
        return over ? Verdict.RECLAIMED : causes.deadlocked() > 0 ? Verdict.DEADLOCKED : Verdict.STUCK;
    }

    /** Returns the other places where threads wait, commonest first. */
    private List<Place> otherWaits(Frame waitsAt) {
        CreationPlaces.tally(waitPlaces, waitPlace, waitsThere);
        waitPlace = null;
        List<Place> places = new ArrayList<>();
        waitPlaces.forEach((frame, n) -> {
            if (!frame.equals(waitsAt)) {
                places.add(new Place(n, List.of(frame)));
            }
        });
        places.sort(CreationPlaces.order(List.of()));
        return CreationPlaces.first(places);
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
    private static StuckThread thread(Observation wait, Verdict verdict, long nanos) {
        return new StuckThread(
                wait.coroutine() ? 0 : wait.threadId(),
                wait.threadName(),
                wait.virtual(),
                wait.since(),
                seconds(wait, nanos),
                wait.atLeast(),
                verdict,
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
}
