// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a finding's threads wait on.
 *
 * @param type class name
 * @param size items in it now; null: not known
 * @param capacity items it can hold; null: not known, or without a limit
 * @param createdAt the commonest creation place, from the program's frame on; empty: not known
 * @param alsoCreatedAt the other places, commonest first, at most 10
 * @param instances how many different ones the threads wait on; null: not known
 * @param state what else is known of the one that all wait on, a number for a word of the contract
 */
public record Channel(
        String type,
        Kind kind,
        @Nullable Integer size,
        @Nullable Integer capacity,
        List<Frame> createdAt,
        List<Place> alsoCreatedAt,
        @Nullable Integer instances,
        Map<String, Integer> state) {

    /** One of which no more is known than where it was made and how much room it has. */
    public Channel(
            String type,
            Kind kind,
            @Nullable Integer size,
            @Nullable Integer capacity,
            List<Frame> createdAt,
            List<Place> alsoCreatedAt) {
        this(type, kind, size, capacity, createdAt, alsoCreatedAt, null, Map.of());
    }
}
