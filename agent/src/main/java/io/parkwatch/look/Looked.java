// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one look.
 *
 * @param seen what the look saw
 * @param at when it ended
 * @param seconds CPU time it took
 * @param findings worst first
 * @param proof the last proof; null if none was requested
 * @param ended number of stuck waits that ended since the previous look, by fingerprint
 */
public record Looked(
        Seen seen,
        Instant at,
        double seconds,
        ThreadCounts watched,
        List<Finding> findings,
        @Nullable MainWait main,
        Totals totals,
        @Nullable ProofRun proof,
        Map<String, Integer> ended) {}
