// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;

/**
 * One thread of a finding.
 *
 * @param name may be empty, as most virtual threads have no name
 * @param since when this wait began, never too early
 * @param seconds age of the wait
 * @param atLeast whether the wait began before the agent's first look
 * @param verdict how much is known about the wait
 * @param coroutine whether this is a coroutine without a thread; {@code id} and {@code virtual} are then meaningless
 */
public record StuckThread(
        long id,
        String name,
        boolean virtual,
        Instant since,
        double seconds,
        boolean atLeast,
        Verdict verdict,
        boolean coroutine) {}
