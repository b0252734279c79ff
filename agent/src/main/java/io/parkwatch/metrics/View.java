// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Snapshot;

/** Everything that a scrape shows of one look, which ended at {@code nanoTime}. */
record View(Snapshot snapshot, Slots.Table table, LookTime.Sum looks, long nanoTime) {}
