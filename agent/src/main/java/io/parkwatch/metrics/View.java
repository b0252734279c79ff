// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Snapshot;

/** All that a scrape shows, of one look; {@code nanoTime}: when that ended. */
record View(Snapshot snapshot, Slots.Table table, Looks.Sum looks, long nanoTime) {}
