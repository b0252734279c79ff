// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.search;

import java.time.Instant;
import java.util.List;

/**
 * What one look found.
 *
 * @param look its number
 * @param at when it ended
 * @param total how many threads match
 * @param unread waiting threads whose stacks were not read: they may match by their place
 * @param threads those of the page that was asked for, at most {@link #PAGE}
 */
public record Found(Wish wish, int look, Instant at, int total, int unread, List<FoundThread> threads) {
    public static final int PAGE = 100;
}
