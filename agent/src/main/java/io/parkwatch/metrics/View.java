// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Snapshot;

/**
 * Everything that a scrape shows of one look, which ended at {@code nanoTime}.
 *
 * @param looks number of looks until then
 * @param lookSeconds their CPU time; {@code longestSeconds} is that of the longest of the last 60
 */
record View(
        Snapshot snapshot, Slots.Table table, long looks, double lookSeconds, double longestSeconds, long nanoTime) {}
