// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import org.jspecify.annotations.Nullable;

/**
 * A channel instance, as its family reads it.
 *
 * @param createdAt the raw creation stack; null: not known
 */
public record ChannelSeen(
        String type,
        Kind kind,
        @Nullable Integer size,
        @Nullable Integer capacity,
        @Nullable Stack createdAt) {}
