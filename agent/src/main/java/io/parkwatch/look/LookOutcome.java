// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot.Ended;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one look. References no thread of the program.
 *
 * @param number of the look
 * @param at when it ended
 * @param seconds CPU time it took
 * @param findings worst first
 * @param main null if {@code main} has no long wait
 * @param proof the last proof; null if none was requested
 * @param stuck number of waits that became stuck since the previous look, by fingerprint
 * @param ended number of stuck waits that ended since the previous look, by fingerprint
 * @param gone findings of the last hour that are there no more, the last to end first
 * @param unseen what the look did not judge
 * @param age from the end of the first look to the beginning of this one, nanoseconds: the age of a wait that the first
 *     look found; less than the threshold if the next look may name more holders
 * @param nextOld when the next wait becomes old, nanoseconds; MAX_VALUE if there is none
 * @param nextNew when the waits that this look saw first become old, nanoseconds; MAX_VALUE if there are none
 * @param stackNanos CPU time that stacks and what follows from them took
 */
public record LookOutcome(
        int number,
        Instant at,
        double seconds,
        ThreadCounts watched,
        List<Finding> findings,
        @Nullable MainWait main,
        Totals totals,
        @Nullable ProofRun proof,
        Map<String, Integer> stuck,
        Map<String, Integer> ended,
        List<Ended> gone,
        BlindSpots unseen,
        long age,
        long nextOld,
        long nextNew,
        long stackNanos) {}
