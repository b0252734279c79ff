// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classified;
import io.parkwatch.detect.Detector;
import io.parkwatch.detect.Findings;
import io.parkwatch.detect.Gone;
import io.parkwatch.detect.History;
import io.parkwatch.detect.Vanished;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.MainWait;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Verdict;
import io.parkwatch.look.waits.Ends;
import io.parkwatch.look.waits.OldWait;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the old waits of all looks add up to: findings with their past, and counts since the start. For the watcher's
 * thread only.
 */
final class Ledger {
    private final Detector detector;
    private final History history;
    private final Vanished vanished = new Vanished();
    private final Map<Role, Long> stuckEver = Totals.none();
    private final Map<Role, Long> reclaimedEver = Totals.none();
    private final Ends ends = new Ends();

    /** {@code start}: when the agent began to watch, nanoseconds. */
    Ledger(Detector detector, long start) {
        this.detector = detector;
        this.history = new History(start);
    }

    /**
     * One look.
     *
     * @param findings the worst first
     * @param main null: {@code main} does not wait for long
     * @param leaked proved waits that go on
     * @param reclaimed waits of the last hour that the collector took
     * @param ended how many stuck waits of each fingerprint went on since the last look
     */
    record Page(
            List<Finding> findings, @Nullable MainWait main, int leaked, int reclaimed, Map<String, Integer> ended) {}

    /** The end of the waits of the last look can't be told. */
    void forget() {
        ends.forget();
    }

    /** To be called once for each look. {@code now}: nanoseconds. */
    Page add(Seen seen, long now) {
        Findings findings = new Findings(detector);
        MainWait main = null;
        int leaked = 0;
        for (OldWait wait : seen.old()) {
            Observation observation = wait.observation();
            if (wait.is() instanceof Classified.Stuck stuck) {
                findings.add(stuck, observation);
                leaked += observation.verdict() == Verdict.LEAKED ? 1 : 0;
            } else if (wait.is() instanceof Classified.Main waits) {
                main = new MainWait(
                        waits.waitsAt(),
                        waits.operation().name(),
                        (now - observation.sinceNanos()) / 1e9,
                        observation.atLeast(),
                        waits.end());
            }
        }
        for (OldWait wait : seen.fresh()) {
            if (wait.is() instanceof Classified.Stuck stuck) {
                stuckEver.merge(stuck.operation().role(), 1L, Long::sum);
            }
        }
        for (OldWait wait : seen.taken()) {
            if (wait.is() instanceof Classified.Stuck stuck) {
                reclaimedEver.merge(stuck.operation().role(), 1L, Long::sum);
                vanished.add(new Gone(stuck, wait.observation().with(Verdict.RECLAIMED, null), now));
            }
        }
        int reclaimed = vanished.addTo(findings, now);
        return new Page(
                history.remember(findings.worstFirst(now), now),
                main,
                leaked,
                reclaimed,
                ends.count(seen.old(), seen.taken()));
    }

    Map<Role, Long> stuckEver() {
        return new EnumMap<>(stuckEver);
    }

    Map<Role, Long> reclaimedEver() {
        return new EnumMap<>(reclaimedEver);
    }
}
