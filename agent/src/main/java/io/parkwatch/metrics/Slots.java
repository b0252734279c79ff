// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which findings have series of their own: 200 at a time, so that a fleet's Prometheus can bear them. The worst come first, but who has a
 * slot keeps it until one hour after the finding went, or series would come and go with the order. Until then the series say 0: a
 * graph then shows the end, and an alert resolves even where staleness is not handled. One thread calls.
 */
final class Slots {
    static final int MOST = 200;

    private final Map<String, Slot> held = new HashMap<>();
    private final Map<Role, Series> others = new EnumMap<>(Role.class);
    private Set<String> dropped = new HashSet<>();
    private List<FindingWords> words = List.of();
    private long droppedEver;

    /** Series of one finding, or of all without a slot in one role; {@code stuck} does not include {@code leaked}. */
    record Series(String fingerprint, Role role, int stuck, int leaked, double oldestSeconds) {}

    /**
     * All series, and the words for those that are findings: the same list as long as none changes. {@code dropped} counts a finding each
     * time that it loses its place.
     */
    record Table(List<Series> series, List<FindingWords> words, long dropped) {}

    /** @param worstFirst all findings of one look, which ended {@code at} */
    Table update(List<Finding> worstFirst, Instant at) {
        Map<String, Finding> present = new HashMap<>();
        for (Finding f : worstFirst) {
            present.putIfAbsent(f.fingerprint(), f);
        }
        for (Iterator<Slot> it = held.values().iterator(); it.hasNext(); ) {
            Slot slot = it.next();
            if (!present.containsKey(slot.series.fingerprint())
                    && slot.goneFor(at).compareTo(Duration.ofHours(1)) >= 0) {
                it.remove();
            } else {
                slot.gone();
            }
        }
        for (Map.Entry<Role, Series> other : others.entrySet()) {
            other.setValue(none(other.getValue().fingerprint(), other.getKey()));
        }
        Set<String> without = new HashSet<>();
        for (Finding f : worstFirst) {
            Slot slot = held.get(f.fingerprint());
            if (slot == null && held.size() < MOST) {
                slot = new Slot(FindingWords.of(f));
                held.put(f.fingerprint(), slot);
            }
            if (slot != null) {
                slot.present(f, at);
            } else if (without.add(f.fingerprint())) {
                others.merge(f.role(), series("other", f), Slots::sum);
            }
        }
        for (String fingerprint : without) {
            droppedEver += dropped.contains(fingerprint) ? 0 : 1;
        }
        dropped = without;
        return table();
    }

    private Table table() {
        List<Series> series = new ArrayList<>(others.values());
        List<FindingWords> now = new ArrayList<>();
        for (Slot slot : held.values()) {
            series.add(slot.series);
            now.add(slot.words);
        }
        words = isSame(now, words) ? words : List.copyOf(now);
        return new Table(List.copyOf(series), words, droppedEver);
    }

    @SuppressWarnings("ReferenceEquality") // a slot keeps its words until they change
    private static boolean isSame(List<FindingWords> some, List<FindingWords> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = some.get(i) == others.get(i);
        }
        return same;
    }

    private static Series series(String fingerprint, Finding f) {
        if (f.verdict() == Verdict.RECLAIMED) {
            return none(fingerprint, f.role()); // its threads are no more
        }
        return new Series(fingerprint, f.role(), f.count() - f.leaked() - f.reclaimed(), f.leaked(), f.oldestSeconds());
    }

    private static Series none(String fingerprint, Role role) {
        return new Series(fingerprint, role, 0, 0, 0);
    }

    private static Series sum(Series a, Series b) {
        return new Series(
                a.fingerprint(),
                a.role(),
                a.stuck() + b.stuck(),
                a.leaked() + b.leaked(),
                Math.max(a.oldestSeconds(), b.oldestSeconds()));
    }

    private static final class Slot {
        private FindingWords words;
        private Series series;
        private Instant seen = Instant.MIN;

        Slot(FindingWords words) {
            this.words = words;
            this.series = none(words.fingerprint(), words.role());
        }

        void present(Finding f, Instant at) {
            words = words.completedBy(f);
            series = series(f.fingerprint(), f);
            seen = at;
        }

        void gone() {
            series = none(series.fingerprint(), series.role());
        }

        Duration goneFor(Instant now) {
            return Duration.between(seen, now);
        }
    }
}
