// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.detect.ProgramFrames;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the places that created the threads or the channels of one finding. */
final class CreationPlaces {
    /** The most distinct keys that are counted; a recursion may create any number of stacks. */
    static final int MOST_COUNTED = 1_000;

    private static final int MOST_PLACES = 10;

    private final ProgramFrames program;
    private final Map<Stack, Integer> counts = new HashMap<>();

    CreationPlaces(ProgramFrames program) {
        this.program = program;
    }

    void add(@Nullable Stack created) {
        tally(counts, created, 1);
    }

    static <K> void tally(Map<K, Integer> counts, @Nullable K key, int more) {
        if (key != null && (counts.size() < MOST_COUNTED || counts.containsKey(key))) {
            counts.merge(key, more, Integer::sum);
        }
    }

    /**
     * Returns the places, with {@code first} before others that are as common. Stacks that differ only in frames of
     * libraries are one place.
     */
    List<Place> commonestFirst(@Nullable Stack first) {
        Map<List<Frame>, Integer> merged = new HashMap<>();
        counts.forEach((stack, n) -> merged.merge(frames(stack), n, Integer::sum));
        merged.remove(List.<Frame>of());
        List<Place> places = new ArrayList<>();
        merged.forEach((frames, n) -> places.add(new Place(n, frames)));
        places.sort(order(frames(first)));
        return places;
    }

    /** Returns the reported part of a creation stack. */
    List<Frame> frames(@Nullable Stack created) {
        return created == null ? List.of() : program.creation(created.frames());
    }

    static Comparator<Place> order(List<Frame> preferred) {
        return Comparator.<Place>comparingInt(place -> -place.count())
                .thenComparing(place -> !place.stack().equals(preferred))
                .thenComparing(place -> place.stack().get(0).text());
    }

    static List<Frame> commonest(List<Place> places) {
        return places.isEmpty() ? List.of() : places.get(0).stack();
    }

    static List<Place> others(List<Place> places) {
        return places.isEmpty() ? List.of() : first(places.subList(1, places.size()));
    }

    static List<Place> first(List<Place> places) {
        return List.copyOf(places.subList(0, Math.min(MOST_PLACES, places.size())));
    }
}
