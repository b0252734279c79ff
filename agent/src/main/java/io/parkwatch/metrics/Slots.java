// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which findings have series of their own: 200 at a time, so that the Prometheus of a fleet can handle them.
 * The worst come first, but a finding keeps its slot while it lasts, or series would come and go with the order. A
 * finding that is gone keeps its slot for an hour, unless a present finding needs it. Until then its series are 0: a
 * graph shows the end, and an alert resolves even if staleness is not handled. Called by one thread.
 */
final class Slots {
    static final int MOST = 200;

    private final Map<String, Slot> held = new HashMap<>();
    private final Map<Role, Series> others = new EnumMap<>(Role.class);
    /** Waits that became stuck since the last update, by fingerprint. */
    private Map<String, Integer> stuckNow = Map.of();

    private Set<String> dropped = new HashSet<>();
    private long droppedEver;
    private long looks;

    /**
     * The series of one finding, or of all findings of one role without a slot.
     *
     * @param stuck number of stuck threads that are not leaked
     * @param deadlocked number of the stuck threads that are proved deadlocked
     * @param behind number of threads of findings that are consequences of this one
     * @param root the finding that this one is a consequence of; null if of none
     * @param ended number of stuck waits that ended since the finding got this slot
     * @param became number of waits that became stuck since then
     * @param firstSeen when the finding was first seen; null for findings without a slot
     */
    record Series(
            String fingerprint,
            Role role,
            int stuck,
            int leaked,
            int deadlocked,
            int behind,
            @Nullable String root,
            @Nullable String inCircleOf,
            double oldestSeconds,
            long ended,
            long became,
            @Nullable Instant firstSeen) {}

    /** All series; {@code dropped} counts each time that a finding starts to be without a slot. */
    record Table(List<Series> series, List<FindingWords> words, long dropped) {}

    /** Counts what happened since the last {@link #update}, but for findings without a slot. */
    void changed(Map<String, Integer> stuck, Map<String, Integer> ended) {
        stuckNow = stuck;
        for (Map.Entry<String, Integer> wait : ended.entrySet()) {
            Slot slot = held.get(wait.getKey());
            if (slot != null) {
                slot.ended += wait.getValue();
            }
        }
    }

    /**
     * Takes the findings of one look.
     *
     * @param at when the look ended
     * @param scraped the last look, counted from 1, whose table somebody has read
     */
    Table update(List<Finding> worstFirst, Instant at, long scraped) {
        Map<String, Finding> present = new HashMap<>();
        for (Finding f : worstFirst) {
            present.putIfAbsent(f.fingerprint(), f);
        }
        for (Iterator<Slot> it = held.values().iterator(); it.hasNext(); ) {
            Slot slot = it.next();
            slot.count(stuckNow, scraped);
            Finding now = present.get(slot.words.fingerprint());
            if (now != null) {
                slot.present(now, at);
            } else if (Duration.between(slot.seen, at).compareTo(Duration.ofHours(1)) >= 0) {
                it.remove();
            } else {
                slot.gone();
            }
        }
        for (Role role : Role.values()) {
            if (others.containsKey(role)) {
                others.put(role, none("other", role));
            }
        }
        Iterator<Slot> empty = longestEmptyFirst();
        Set<String> without = new HashSet<>();
        for (Finding f : worstFirst) {
            if (held.containsKey(f.fingerprint())) {
                continue;
            }
            if (held.size() == MOST && f.verdict() != Verdict.RECLAIMED && empty.hasNext()) {
                held.remove(empty.next().words.fingerprint());
            }
            if (held.size() < MOST) {
                Slot slot = new Slot(FindingWords.of(f), looks + 1, stuckNow.getOrDefault(f.fingerprint(), 0));
                slot.present(f, at);
                held.put(f.fingerprint(), slot);
            } else if (without.add(f.fingerprint())) {
                others.merge(f.role(), series("other", f), Slots::sum);
            }
        }
        for (String fingerprint : without) {
            droppedEver += dropped.contains(fingerprint) ? 0 : 1;
        }
        dropped = without;
        stuckNow = Map.of();
        looks++;
        return table();
    }

    /** Returns the slots whose finding no longer has a thread, the longest empty first. */
    private Iterator<Slot> longestEmptyFirst() {
        List<Slot> empty = new ArrayList<>();
        if (held.size() == MOST) {
            for (Slot slot : held.values()) {
                if (slot.series.stuck() + slot.series.leaked() == 0) {
                    empty.add(slot);
                }
            }
            empty.sort(Comparator.comparing(slot -> slot.stuck));
        }
        return empty.iterator();
    }

    private Table table() {
        List<Series> series = new ArrayList<>();
        for (Role role : Role.values()) {
            if (others.containsKey(role)) {
                series.add(others.get(role));
            }
        }
        List<FindingWords> words = new ArrayList<>();
        for (Slot slot : held.values()) {
            series.add(slot.series);
            words.add(slot.words);
        }
        return new Table(List.copyOf(series), List.copyOf(words), droppedEver);
    }

    private static Series series(String fingerprint, Finding f) {
        if (f.verdict() == Verdict.RECLAIMED) {
            return none(fingerprint, f.role()); // its threads are gone
        }
        int stuck = f.count() - f.leaked() - f.reclaimed();
        boolean own = !fingerprint.equals("other");
        return new Series(
                fingerprint,
                f.role(),
                stuck,
                f.leaked(),
                f.deadlocked(),
                f.behind(),
                own ? f.root() : null,
                own ? f.inCircleOf() : null,
                f.oldestSeconds(),
                0,
                0,
                null);
    }

    private static Series none(String fingerprint, Role role) {
        return new Series(fingerprint, role, 0, 0, 0, 0, null, null, 0, 0, 0, null);
    }

    private static Series sum(Series a, Series b) {
        return new Series(
                a.fingerprint(),
                a.role(),
                a.stuck() + b.stuck(),
                a.leaked() + b.leaked(),
                a.deadlocked() + b.deadlocked(),
                0,
                null,
                null,
                Math.max(a.oldestSeconds(), b.oldestSeconds()),
                0,
                0,
                null);
    }

    private static final class Slot {
        private FindingWords words;
        private Series series;
        private Instant seen = Instant.MIN;
        /** When the finding last had a thread. */
        private Instant stuck = Instant.MIN;

        private @Nullable Instant firstSeen;

        private long ended;
        private long became;

        /** Waits that are not counted yet: a scrape must show 0 first, or it would miss their increase. */
        private long uncounted;

        private final long firstLook;

        Slot(FindingWords words, long firstLook, int stuckNow) {
            this.words = words;
            this.firstLook = firstLook;
            this.uncounted = stuckNow;
            this.series = none(words.fingerprint(), words.role());
        }

        void count(Map<String, Integer> stuckNow, long scraped) {
            uncounted += stuckNow.getOrDefault(words.fingerprint(), 0);
            if (scraped >= firstLook) {
                became += uncounted;
                uncounted = 0;
            }
        }

        void present(Finding f, Instant at) {
            words = words.completedBy(f);
            firstSeen = f.firstSeen();
            series = counted(series(f.fingerprint(), f));
            seen = at;
            stuck = series.stuck() + series.leaked() > 0 ? at : stuck;
        }

        void gone() {
            series = counted(none(words.fingerprint(), words.role()));
        }

        private Series counted(Series s) {
            return new Series(
                    s.fingerprint(),
                    s.role(),
                    s.stuck(),
                    s.leaked(),
                    s.deadlocked(),
                    s.behind(),
                    s.root(),
                    s.inCircleOf(),
                    s.oldestSeconds(),
                    ended,
                    became,
                    firstSeen);
        }
    }
}
