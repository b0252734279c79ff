// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.detect.Detector;
import io.parkwatch.detect.Operation;
import io.parkwatch.detect.ProgramFrames.LibraryCall;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the channels that the waits of one finding wait on. */
final class ChannelGroup {
    private final Operation operation;
    private final Detector detector;
    private final CreationPlaces created;
    private final Map<ObservedChannel, Integer> channels = new HashMap<>();
    private Map<String, Integer> state = Map.of();
    private @Nullable String of;
    private int[] instances = new int[4];
    private int known;
    private boolean unknownInstances;

    ChannelGroup(Operation operation, Detector detector) {
        this.operation = operation;
        this.detector = detector;
        created = new CreationPlaces(detector.program());
    }

    /** Adds the instance that a thread waits on; 0 if it is not known, and then no number is. */
    void addInstance(int of) {
        unknownInstances |= of == 0;
        if (unknownInstances || (known > 0 && instances[known - 1] == of)) {
            return; // most of a hundred thousand waits of one finding are on one instance
        }
        if (known == instances.length) {
            instances = Arrays.copyOf(instances, known * 2);
        }
        instances[known++] = of;
    }

    /** Returns the number of distinct instances; 0 if not known. */
    private int distinct() {
        if (unknownInstances) {
            return 0;
        }
        Arrays.sort(instances, 0, known);
        int distinct = 0;
        for (int i = 0; i < known; i++) {
            distinct += i == 0 || instances[i] != instances[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    void add(Observation wait) {
        of = wait.of() == null ? of : wait.of();
        ObservedChannel channel = wait.channel();
        if (channel != null && !channel.state().isEmpty() && isLater(channel.state())) {
            state = channel.state();
        }
        if (channel != null && !isLatched(operation.type())) {
            if (!operation.isAround(channel)) {
                CreationPlaces.tally(channels, channel, 1);
            }
            created.add(channel.createdAt());
        }
    }

    /** Reports whether the first thread that waits for the end creates the latch: its creation place means nothing. */
    private static boolean isLatched(String type) {
        return type.equals("java.lang.Thread") || type.equals("java.util.concurrent.ForkJoinPool");
    }

    /** Reports whether a state is newer. Each wait has the state of when it became old; the last arrival counts all. */
    private boolean isLater(Map<String, Integer> seen) {
        return seen.getOrDefault("arrived", 0) > state.getOrDefault("arrived", 0);
    }

    /**
     * Returns the channel of the finding.
     *
     * @param first belongs to the wait whose stack is reported
     * @param call the call of a library that waits; null if the program itself waits
     * @param now what the present look read of the oldest wait; null if nothing
     */
    Channel channel(@Nullable ObservedChannel first, @Nullable LibraryCall call, @Nullable Cause now) {
        List<Place> made = created.commonestFirst(first == null ? null : first.createdAt());
        ObservedChannel seen = at(CreationPlaces.commonest(made), first);
        if (seen == null) {
            String type = operation.type();
            Integer room = type.equals("java.util.concurrent.SynchronousQueue") ? (Integer) 0 : null;
            seen = new ObservedChannel(type, detector.kind(type), room, room, null);
        }
        int distinct = distinct();
        Map<String, Integer> read =
                distinct == 0 || now == null ? Map.of() : now.state().get();
        return new Channel(
                seen.type(),
                seen.kind(),
                seen.size(),
                seen.capacity(),
                CreationPlaces.commonest(made),
                CreationPlaces.others(made),
                call == null || call.type().equals(seen.type()) ? null : call.type(),
                distinct == 0 ? null : (Integer) distinct,
                distinct == 1 ? of : null,
                distinct == 1 ? read.isEmpty() ? state : read : ofPool(read));
    }

    /** Returns the numbers of the pool in which each thread waits on something of its own; empty if there is none. */
    private static Map<String, Integer> ofPool(Map<String, Integer> read) {
        Integer out = read.get("out");
        Integer idle = read.get("idle");
        Integer wanted = read.get("wanted");
        return out == null || idle == null || wanted == null
                ? Map.of()
                : Map.of("out", out, "idle", idle, "wanted", wanted);
    }

    /** Returns the commonest of the channels created at the reported place, so that both match. */
    private @Nullable ObservedChannel at(List<Frame> place, @Nullable ObservedChannel first) {
        Map<ObservedChannel, Integer> there = new HashMap<>();
        channels.forEach((seen, n) -> {
            if (created.frames(seen.createdAt()).equals(place)) {
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
}
