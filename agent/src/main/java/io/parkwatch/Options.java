// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.detect.Ignored;
import io.parkwatch.own.UserChannel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for; {@link OptionsParser} makes it.
 *
 * @param http whether there is an endpoint at all
 * @param firstPort the first port to try; 0: any
 * @param lastPort the last one to try
 * @param exposeAll whether a host other than loopback shows stacks too
 * @param hosts further names that a request's {@code Host} may have
 * @param report path of the report file, {@code %p} still in it; null: none
 * @param traces creation traces per second, threads and channels each
 */
public record Options(
        Duration threshold,
        Duration interval,
        String thresholdText,
        String intervalText,
        String host,
        boolean http,
        int firstPort,
        int lastPort,
        boolean exposeAll,
        List<String> hosts,
        @Nullable String report,
        int traces,
        List<UserChannel> channels,
        Ignored ignore,
        String proof) {}
