// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;

/**
 * One thread of a finding.
 *
 * @param name may be empty (most virtual threads have none)
 * @param since when this wait began, never too early
 * @param seconds its age
 * @param atLeast the wait began before the agent's first look
 * @param verdict how much is known of it
 * @param coroutine it holds no thread: {@code id} and {@code virtual} mean nothing
 */
public record StuckThread(
        long id,
        String name,
        boolean virtual,
        Instant since,
        double seconds,
        boolean atLeast,
        Verdict verdict,
        boolean coroutine) {

    /** One of which no more is known than that it is stuck. */
    public StuckThread(long id, String name, boolean virtual, Instant since, double seconds, boolean atLeast) {
        this(id, name, virtual, since, seconds, atLeast, Verdict.STUCK, false);
    }
}
