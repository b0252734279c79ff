// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.MainWait;
import io.parkwatch.finding.ProofRun;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Unseen;
import io.parkwatch.finding.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one look.
 *
 * @param number of the look
 * @param at when it ended
 * @param seconds CPU time it took
 * @param findings worst first
 * @param age from the end of the first look to the beginning of this one: the age of a wait that the first one found
 * @param proof the last one; null: nobody asked for one
 * @param unseen what it did not judge
 * @param ended stuck waits that went on since the look before, by fingerprint
 */
public record Looked(
        int number,
        Instant at,
        double seconds,
        Watched watched,
        List<Finding> findings,
        @Nullable MainWait main,
        Totals totals,
        Duration age,
        @Nullable ProofRun proof,
        Unseen unseen,
        Map<String, Integer> ended) {}
