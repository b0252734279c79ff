// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Detector;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot.Ended;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Verdict;
import io.parkwatch.gather.Cause;
import io.parkwatch.gather.Findings;
import io.parkwatch.gather.History;
import io.parkwatch.gather.ReclaimedThread;
import io.parkwatch.gather.Reclamations;
import io.parkwatch.look.waits.Ends;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StuckWait;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates the old waits of all looks into findings with their past, and into counts since the start. For the
 * watcher's thread only.
 */
final class Ledger {
    private final Detector detector;
    private final History history;
    private final Reclamations reclamations = new Reclamations();
    private final Map<Role, Long> stuckEver = Totals.none();
    private final Map<Role, Long> reclaimedEver = Totals.none();
    private final Ends ends = new Ends();

    /** {@code start} is when the agent began to watch, in nanoseconds. */
    Ledger(Detector detector, long start) {
        this.detector = detector;
        this.history = new History(start);
    }

    /**
     * The outcome of one look.
     *
     * @param findings worst first
     * @param main null if {@code main} has no long wait
     * @param leaked number of proved waits that still last
     * @param deadlocked number of other waits that are in a circle or wait for an ended owner
     * @param reclaimed number of waits of the last hour whose threads the collector reclaimed
     * @param stuck number of waits that became stuck since the last look, by fingerprint
     * @param ended number of stuck waits that ended since the last look, by fingerprint
     * @param gone findings of the last hour that are there no more, the last to end first
     */
    record Page(
            List<Finding> findings,
            @Nullable MainWait main,
            int leaked,
            int deadlocked,
            int reclaimed,
            Map<String, Integer> stuck,
            Map<String, Integer> ended,
            List<Ended> gone) {}

    /** Drops the waits of the last look: their end can't be determined. */
    void forget() {
        ends.forget();
    }

    /** Adds one look, which ends now. Must be called once for each. {@code causes} belong to its old waits. */
    Page add(LookState look, @Nullable Cause[] causes, List<StuckWait> reclaimed, long now, Instant date) {
        Findings findings = new Findings(detector);
        MainWait main = null;
        int leaked = 0;
        int deadlocked = 0;
        for (int i = 0; i < look.old.size(); i++) {
            OldWait wait = look.old.get(i);
            Observation observation = wait.observation();
            if (wait.is() instanceof Classification.Stuck stuck) {
                Cause cause = causes[i];
                findings.add(stuck, observation, cause);
                boolean isLeaked = observation.verdict() == Verdict.LEAKED;
                leaked += isLeaked ? 1 : 0;
                deadlocked += !isLeaked && cause != null && cause.proved() ? 1 : 0;
            } else if (wait.is() instanceof Classification.Main waits) {
                main = new MainWait(
                        waits.waitsAt(),
                        waits.operation().name(),
                        (now - observation.sinceNanos()) / 1e9,
                        observation.atLeast(),
                        waits.end());
            }
        }
        Map<String, Integer> stuckNow = new HashMap<>();
        for (OldWait wait : look.fresh) {
            if (wait.is() instanceof Classification.Stuck stuck) {
                stuckNow.merge(stuck.fingerprint(), 1, Integer::sum);
                stuckEver.merge(stuck.operation().role(), 1L, Long::sum);
            }
        }
        for (StuckWait wait : reclaimed) {
            reclaimedEver.merge(wait.is().operation().role(), 1L, Long::sum);
            reclamations.add(new ReclaimedThread(wait.is(), wait.observation().with(Verdict.RECLAIMED, null), now));
        }
        int lately = reclamations.addTo(findings, now);
        List<Finding> dated = history.remember(findings.worstFirst(now), now, date);
        return new Page(
                dated, main, leaked, deadlocked, lately, stuckNow, ends.count(look.old, reclaimed), history.ended());
    }

    Map<Role, Long> stuckEver() {
        return new EnumMap<>(stuckEver);
    }

    Map<Role, Long> reclaimedEver() {
        return new EnumMap<>(reclaimedEver);
    }
}
