// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finding's threads wait on.
 *
 * @param type class name
 * @param size items in it now; null: not known
 * @param capacity items it can hold; null: not known, or without a limit
 * @param createdAt the commonest creation place, from the program's frame on; empty: not known
 * @param alsoCreatedAt the other places, commonest first, at most 10
 */
public record Channel(
        String type,
        Kind kind,
        @Nullable Integer size,
        @Nullable Integer capacity,
        List<Frame> createdAt,
        List<Place> alsoCreatedAt) {}
