// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.MainWait;
import io.parkwatch.finding.ProofRun;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one look.
 *
 * @param at when it ended
 * @param seconds CPU time it took
 * @param findings worst first
 * @param age from the end of the first look to the beginning of this one: the age of a wait that the first one found
 * @param proof the last one; null: nobody asked for one
 * @param unread waits past the threshold that are left for the next look, the budget for stacks being spent
 * @param ended stuck waits that went on since the look before, by fingerprint
 */
public record Looked(
        Instant at,
        double seconds,
        Watched watched,
        List<Finding> findings,
        @Nullable MainWait main,
        Totals totals,
        Duration age,
        @Nullable ProofRun proof,
        int unread,
        Map<String, Integer> ended) {}
