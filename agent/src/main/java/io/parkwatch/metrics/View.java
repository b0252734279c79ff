// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a scrape shows of one look, which ended at {@code nanoTime}, and the CPU time of all looks until then.
 *
 * @param elsewhere who exports the same series by the program's own registry; null if nobody does
 */
record View(
        Snapshot snapshot,
        Slots.Table table,
        long looks,
        double lookSeconds,
        double longestSeconds,
        long nanoTime,
        @Nullable String elsewhere) {}
