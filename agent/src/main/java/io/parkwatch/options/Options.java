// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

import io.parkwatch.custom.UserChannel;
import io.parkwatch.detect.IgnoreRules;
import io.parkwatch.finding.Snapshot.Service;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the agent, as {@link OptionsParser} reads them.
 *
 * @param http whether there is an HTTP endpoint
 * @param firstPort the first port to try, 0 for any port
 * @param lastPort the last port to try
 * @param exposeAll whether stacks are shown on a host other than loopback, too
 * @param hosts additional names accepted in the {@code Host} of a request
 * @param report path of the report file, with {@code %p} not yet replaced; null if none
 * @param traces creation traces per second, for threads and for channels each
 * @param program beginnings of the program's class names; empty if none are named
 * @param log whether a line is printed where a finding changes
 * @param service name and version of the program; null if not given
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
        IgnoreRules ignore,
        List<String> program,
        boolean log,
        @Nullable Service service,
        ProofMode proof) {}
