// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.MainWait;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Watched;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one look.
 *
 * @param at when it ended
 * @param seconds CPU time it took
 * @param findings worst first
 */
public record Looked(
        Instant at,
        double seconds,
        Watched watched,
        List<Finding> findings,
        @Nullable MainWait main,
        Totals totals) {}
