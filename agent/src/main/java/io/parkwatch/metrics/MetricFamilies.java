// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Totals;
import io.parkwatch.metrics.Slots.Series;
import io.parkwatch.text.Printable;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The series whose labels come and go with the findings, and all that are no gauges. They are computed from the look,
 * since meters would have to be added and removed. Only labels are kept between looks: creating them is half the cost
 * of a scrape. Called by one thread at a time.
 */
final class MetricFamilies {
    /** Parts that are 0 in a healthy JVM, so that an alert on 1 has a value to compare with. */
    final Set<String> parts = Set.of(
            "platform",
            "virtual",
            "weave",
            "traces",
            "channels",
            "jox",
            "pipes",
            "coroutines",
            "kotlinx-coroutines",
            "core-async",
            "http",
            "metrics",
            "report",
            "look");

    private Map<String, SeriesLabels> labels = new HashMap<>();
    private List<FindingWords> words = List.of();
    private InfoSnapshot info = info(words);

    /** The labels of one finding, or of all findings of one role without a slot. */
    private record SeriesLabels(Role role, Labels stuck, Labels leaked, Labels oldest) {
        static SeriesLabels of(Series s) {
            String role = s.role().word();
            return new SeriesLabels(
                    s.role(),
                    Labels.of("fingerprint", s.fingerprint(), "role", role, "verdict", "stuck"),
                    Labels.of("fingerprint", s.fingerprint(), "role", role, "verdict", "leaked"),
                    Labels.of("fingerprint", s.fingerprint(), "role", role));
        }
    }

    @SuppressWarnings("ReferenceEquality") // the list stays the same as long as nothing in it changes
    MetricSnapshots of(View view) {
        Snapshot s = view.snapshot();
        if (view.table().words() != words) {
            words = view.table().words();
            info = info(words);
        }
        List<Series> series = view.table().series();
        List<SeriesLabels> named = labels(series);
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (MetricSnapshot one : List.of(
                stuckThreads(series, named),
                oldest(series, named),
                ended(series, named),
                info,
                byRole(
                        "parkwatch_stuck",
                        "waits that ever became stuck",
                        s.totals().stuck()),
                byRole("parkwatch_leaked", "waits proved leaked", s.totals().leaked()),
                byRole(
                        "parkwatch_reclaimed",
                        "threads that the collector took while they waited",
                        s.totals().reclaimed()),
                dropped(view.table().dropped()),
                looks(view.looks()),
                skipped(s.totals()),
                build(s),
                unread(s.unread()),
                degraded(s.problems()))) {
            all.metricSnapshot(one);
        }
        List<BlindSpots.Blind> counted = counted(s.blind());
        if (!counted.isEmpty()) {
            all.metricSnapshot(blind(counted));
        }
        return all.build();
    }

    /** Returns the labels of each series, and forgets those of series that are gone. */
    private List<SeriesLabels> labels(List<Series> series) {
        Map<String, SeriesLabels> before = labels;
        labels = new HashMap<>();
        List<SeriesLabels> all = new ArrayList<>();
        for (Series s : series) {
            SeriesLabels known = before.get(s.fingerprint());
            SeriesLabels now = known == null || known.role() != s.role() ? SeriesLabels.of(s) : known;
            labels.put(s.fingerprint(), now);
            all.add(now);
        }
        return all;
    }

    private static GaugeSnapshot stuckThreads(List<Series> series, List<SeriesLabels> labels) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("parkwatch_stuck_threads").help("threads stuck now, per finding");
        for (int i = 0; i < series.size(); i++) {
            gauge.dataPoint(gauge(series.get(i).stuck(), labels.get(i).stuck()));
            gauge.dataPoint(gauge(series.get(i).leaked(), labels.get(i).leaked()));
        }
        return gauge.build();
    }

    private static GaugeSnapshot oldest(List<Series> series, List<SeriesLabels> labels) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("parkwatch_stuck_oldest_seconds").help("the longest of these waits");
        for (int i = 0; i < series.size(); i++) {
            gauge.dataPoint(gauge(series.get(i).oldestSeconds(), labels.get(i).oldest()));
        }
        return gauge.build();
    }

    /**
     * Returns the ended waits of each finding. The series starts at 0 with the first look, or its first increase would
     * be lost. Findings without a slot have no such series.
     */
    private static CounterSnapshot ended(List<Series> series, List<SeriesLabels> labels) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name("parkwatch_finding_ended").help("stuck waits of a finding that went on");
        for (int i = 0; i < series.size(); i++) {
            if (!series.get(i).fingerprint().equals("other")) {
                counter.dataPoint(count(series.get(i).ended(), labels.get(i).oldest()));
            }
        }
        return counter.build();
    }

    private static InfoSnapshot info(List<FindingWords> findings) {
        InfoSnapshot.Builder info = InfoSnapshot.builder()
                .name("parkwatch_finding")
                .help("the words for a fingerprint; created_at is the whole creation stack");
        for (FindingWords words : findings) {
            info.dataPoint(info(Labels.of(
                    "fingerprint", words.fingerprint(),
                    "role", words.role().word(),
                    "operation", words.operation(),
                    "channel", words.channel(),
                    "waits_at", words.waitsAt(),
                    "created_at", words.createdAt(),
                    "channel_created_at", words.channelCreatedAt())));
        }
        return info.build();
    }

    /** Returns a counter with all roles from the first look on: a rate over a series that begins at 1 misses that 1. */
    private static CounterSnapshot byRole(String name, String help, Map<Role, Long> totals) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        for (Role role : Role.values()) {
            counter.dataPoint(count(totals.getOrDefault(role, 0L), Labels.of("role", role.word())));
        }
        return counter.build();
    }

    private static CounterSnapshot dropped(long dropped) {
        return CounterSnapshot.builder()
                .name("parkwatch_findings_dropped")
                .help(
                        "findings past the cap of 200 at a time (worst first; a slot is freed as its finding is gone and another needs it); "
                                + "their threads count under fingerprint=other")
                .dataPoint(count(dropped, Labels.EMPTY))
                .build();
    }

    private static SummarySnapshot looks(LookTime.Sum looks) {
        return SummarySnapshot.builder()
                .name("parkwatch_look_seconds")
                .help("CPU time of the looks")
                .dataPoint(SummaryDataPointSnapshot.builder()
                        .count(looks.count())
                        .sum(looks.seconds())
                        .build())
                .build();
    }

    private static CounterSnapshot skipped(Totals totals) {
        return CounterSnapshot.builder()
                .name("parkwatch_traces_skipped")
                .help("creations without a trace, the budget being spent")
                .dataPoint(count(totals.threadTracesSkipped(), Labels.of("of", "thread")))
                .dataPoint(count(totals.channelTracesSkipped(), Labels.of("of", "channel")))
                .build();
    }

    private static GaugeSnapshot unread(int waits) {
        return GaugeSnapshot.builder()
                .name("parkwatch_unread_waits")
                .help("old waits whose stack is not read yet, the budget for that being spent: no finding has them")
                .dataPoint(gauge(waits, Labels.EMPTY))
                .build();
    }

    /** Returns the kinds whose number of threads is known. */
    private static List<BlindSpots.Blind> counted(List<BlindSpots.Blind> kinds) {
        List<BlindSpots.Blind> counted = new ArrayList<>();
        for (BlindSpots.Blind kind : kinds) {
            if (kind.threads() > 0) {
                counted.add(kind);
            }
        }
        return counted;
    }

    private static GaugeSnapshot blind(List<BlindSpots.Blind> kinds) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("parkwatch_blind_threads")
                .help("threads of kinds that are not aged in this JVM (the JSON's blind)");
        for (BlindSpots.Blind kind : kinds) {
            gauge.dataPoint(gauge(kind.threads(), Labels.of("what", kind.what())));
        }
        return gauge.build();
    }

    private static InfoSnapshot build(Snapshot s) {
        return InfoSnapshot.builder()
                .name("parkwatch_build")
                .help("what runs")
                .dataPoint(info(Labels.of(
                        "version",
                        Printable.of(s.agent().version()),
                        "java",
                        Printable.of(s.jvm().java()))))
                .build();
    }

    private GaugeSnapshot degraded(List<Problem> problems) {
        Set<String> broken = new TreeSet<>();
        for (Problem problem : problems) {
            broken.add(problem.part());
        }
        Set<String> all = new TreeSet<>(parts);
        all.addAll(broken);
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("parkwatch_degraded")
                .help("what does not work in this JVM (the JSON's problems)");
        for (String part : all) {
            gauge.dataPoint(gauge(broken.contains(part) ? 1 : 0, Labels.of("part", part)));
        }
        return gauge.build();
    }

    private static CounterDataPointSnapshot count(long value, Labels labels) {
        return CounterDataPointSnapshot.builder()
                .value((double) value)
                .labels(labels)
                .build();
    }

    private static GaugeDataPointSnapshot gauge(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    private static InfoDataPointSnapshot info(Labels labels) {
        return InfoDataPointSnapshot.builder().labels(labels).build();
    }
}
