// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.Service;
import io.parkwatch.finding.ThreadCounts.States;
import io.parkwatch.metrics.Slots.Series;
import io.parkwatch.text.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The families of the contract, each defined once: {@code docs/metrics.md} lists the same rows. Uses no library, so
 * that the program can read them without a scrape. Called by one thread at a time.
 */
final class MetricFamilies {
    static final String ELSEWHERE = "parkwatch_exported_elsewhere_info";

    /** Parts that are 0 in a healthy JVM, so that an alert on 1 has a value to compare with. */
    final Set<String> parts = new HashSet<>(
            List.of("platform virtual weave traces channels pipes coroutines http metrics report look".split(" ", -1)));

    final List<MetricFamily> all = new ArrayList<>();

    private final MetricFamily stuck =
            gauge("parkwatch_stuck_threads", "threads stuck now, per finding", "fingerprint role verdict");
    private final MetricFamily deadlocked = gauge(
            "parkwatch_deadlocked_threads", "threads proved deadlocked, also counted as stuck", "fingerprint role");
    private final MetricFamily behind = gauge(
            "parkwatch_behind_threads",
            "threads of findings that are, in the end, consequences of this one",
            "fingerprint role");
    private final MetricFamily root = family(
            "info", "parkwatch_finding_root_info", "the finding that this one is a consequence of", "fingerprint root");
    private final MetricFamily circle = family(
            "info",
            "parkwatch_finding_circle_info",
            "the finding with the smallest fingerprint of those whose threads are in one circle",
            "fingerprint circle");
    private final MetricFamily oldest =
            gauge("parkwatch_stuck_oldest_seconds", "the longest of these waits", "fingerprint role");
    private final MetricFamily became =
            counter("parkwatch_finding_stuck_total", "waits of a finding that became stuck", "fingerprint role");
    private final MetricFamily ended =
            counter("parkwatch_finding_ended_total", "stuck waits of a finding that went on", "fingerprint role");
    private final MetricFamily firstSeen = gauge(
            "parkwatch_finding_first_seen_timestamp_seconds",
            "when the oldest known wait of a finding began",
            "fingerprint role");
    private final MetricFamily info = family(
            "info",
            "parkwatch_finding_info",
            "the words for a fingerprint; created_at is the whole creation stack",
            "fingerprint role operation channel waits_at created_at channel_created_at");
    private final MetricFamily everStuck = counter("parkwatch_stuck_total", "waits that ever became stuck", "role");
    private final MetricFamily everLeaked = counter("parkwatch_leaked_total", "waits proved leaked", "role");
    private final MetricFamily everReclaimed =
            counter("parkwatch_reclaimed_total", "threads that the collector took while they waited", "role");
    private final MetricFamily watched =
            fixed("parkwatch_watched_threads", "what was seen in the last look; the states add up", "type state");
    private final MetricFamily looks = family("summary", "parkwatch_look_seconds", "CPU time of the looks", "");
    private final MetricFamily longest =
            fixed("parkwatch_look_seconds_max", "CPU time of the longest of the last 60 looks", "");
    private final MetricFamily lastLook =
            fixed("parkwatch_last_look_timestamp_seconds", "when the last look ended", "");
    private final MetricFamily unread = fixed(
            "parkwatch_unread_waits",
            "old waits whose stack is not read yet, the budget for that being spent: no finding has them",
            "");
    private final MetricFamily blind = gauge(
            "parkwatch_blind_threads", "threads of kinds that are not aged in this JVM (the JSON's blind)", "what");
    private final MetricFamily build = family("info", "parkwatch_build_info", "what runs", "version java");
    private final MetricFamily started =
            fixed("process_start_time_seconds", "when the process started, in seconds since the epoch", "");
    private final MetricFamily target =
            family("info", "target_info", "what the program is called", "service_name service_version");
    private final MetricFamily degraded =
            gauge("parkwatch_degraded", "what does not work in this JVM (the JSON's problems)", "part");
    private final MetricFamily dropped = counter(
            "parkwatch_findings_dropped_total",
            "findings past the cap of 200 at a time (worst first; a slot is freed as its finding is gone and another "
                    + "needs it); their threads count under fingerprint=other",
            "");
    private final MetricFamily skipped =
            counter("parkwatch_traces_skipped_total", "creations without a trace, the budget being spent", "of");

    private final MetricFamily elsewhere =
            family("info", ELSEWHERE, "who exports the series of parkwatch_ a second time", "by");

    /**
     * Creates the families for one kind of reader.
     *
     * @param libraries the parts that stand for a library
     */
    MetricFamilies(Function<MetricFamily, MetricFamily.Points> reader, List<String> libraries) {
        parts.addAll(libraries);
        for (MetricFamily family : all) {
            family.to(reader.apply(family));
        }
    }

    private MetricFamily gauge(String name, String help, String labels) {
        return family("gauge", name, help, labels);
    }

    private MetricFamily fixed(String name, String help, String labels) {
        return add(new MetricFamily("gauge", name, help, labels, true));
    }

    private MetricFamily counter(String name, String help, String labels) {
        return family("counter", name, help, labels);
    }

    private MetricFamily family(String type, String name, String help, String labels) {
        return add(new MetricFamily(type, name, help, labels, false));
    }

    private MetricFamily add(MetricFamily family) {
        all.add(family);
        return family;
    }

    void show(View view) {
        for (MetricFamily family : all) {
            family.clear();
        }
        Snapshot s = view.snapshot();
        for (Series one : view.table().series()) {
            String fingerprint = one.fingerprint();
            String role = one.role().word();
            stuck.set(one.stuck(), fingerprint, role, "stuck");
            stuck.set(one.leaked(), fingerprint, role, "leaked");
            deadlocked.set(one.deadlocked(), fingerprint, role);
            oldest.set(one.oldestSeconds(), fingerprint, role);
            if (!fingerprint.equals("other")) { // from the first look on, or the first increase would be lost
                became.set(one.became(), fingerprint, role);
                ended.set(one.ended(), fingerprint, role);
                behind.set(one.behind(), fingerprint, role);
            }
            if (one.firstSeen() != null) {
                firstSeen.set(one.firstSeen().toEpochMilli() / 1e3, fingerprint, role);
            }
            if (one.root() != null) {
                root.set(1, fingerprint, one.root());
            }
            if (one.inCircleOf() != null) {
                circle.set(1, fingerprint, one.inCircleOf());
            }
        }
        for (FindingWords words : view.table().words()) {
            info.set(
                    1,
                    words.fingerprint(),
                    words.role().word(),
                    words.operation(),
                    words.channel(),
                    words.waitsAt(),
                    words.createdAt(),
                    words.channelCreatedAt());
        }
        byRole(everStuck, s.totals().stuck());
        byRole(everLeaked, s.totals().leaked());
        byRole(everReclaimed, s.totals().reclaimed());
        dropped.set(view.table().dropped());
        skipped.set(s.totals().threadTracesSkipped(), "thread");
        skipped.set(s.totals().channelTracesSkipped(), "channel");
        build.set(1, Printable.of(s.agent().version()), Printable.of(s.jvm().java()));
        started.set(s.jvm().started().toEpochMilli() / 1e3);
        Service service = s.jvm().service();
        if (service != null) {
            String version = service.version();
            target.set(1, FindingWords.cut(service.name()), version == null ? "" : FindingWords.cut(version));
        }
        for (BlindSpots.Blind kind : s.unseen().blind()) {
            if (kind.threads() > 0) { // else the number is not known
                blind.set(kind.threads(), kind.what());
            }
        }
        watched("platform", s.watched().platform());
        watched("virtual", s.watched().virtual());
        watched("coroutine", s.watched().coroutines());
        looks.sum(view.looks(), view.lookSeconds());
        longest.set(view.longestSeconds());
        lastLook.set(s.at().toEpochMilli() / 1e3);
        unread.set(s.unseen().unread());
        if (view.elsewhere() != null) {
            elsewhere.set(1, view.elsewhere());
        }
        Set<String> broken = new HashSet<>();
        for (Problem problem : s.problems()) {
            broken.add(problem.part());
        }
        for (String part : parts) {
            degraded.set(broken.remove(part) ? 1 : 0, part);
        }
        for (String other : broken) {
            degraded.set(1, other);
        }
    }

    /** Sets all roles from the first look on: a rate over a series that begins at 1 misses that 1. */
    private static void byRole(MetricFamily family, Map<Role, Long> totals) {
        for (Role role : Role.values()) {
            family.set(totals.getOrDefault(role, 0L), role.word());
        }
    }

    private void watched(String type, @Nullable States states) {
        if (states != null) { // only a program that has used coroutines has theirs
            watched.set(states.running(), type, "running");
            watched.set(states.waiting(), type, "waiting");
            watched.set(states.idle(), type, "idle");
            watched.set(states.stuck(), type, "stuck");
        }
    }
}
