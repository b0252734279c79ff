// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channel, lock or other object that the threads of a finding wait on.
 *
 * @param type class name
 * @param size items in it now; null if not known
 * @param capacity items it can hold; null if not known or unlimited
 * @param createdAt the commonest creation place, from the program's frame on; empty if not known
 * @param alsoCreatedAt the other creation places, commonest first, at most 10
 * @param within the class of a library that the program called and that waits on it; null if not known
 * @param instances number of distinct instances that the threads wait on; null if not known
 * @param of name of the class, if the single instance is one: a monitor; null if it is none, or not known
 * @param state more numbers about the single instance that all wait on, by the contract's words
 */
public record Channel(
        String type,
        Kind kind,
        @Nullable Integer size,
        @Nullable Integer capacity,
        List<Frame> createdAt,
        List<Place> alsoCreatedAt,
        @Nullable String within,
        @Nullable Integer instances,
        @Nullable String of,
        Map<String, Integer> state) {}
