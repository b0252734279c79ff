// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stuck threads that share role, operation, channel type, the program frame they wait at and their outermost
 * program frame.
 *
 * @param fingerprint 16 hex digits over what the threads share
 * @param verdict the worst verdict of its threads
 * @param count number of all its threads
 * @param leaked number of threads that are proved leaked
 * @param firstSeen when the oldest known wait of this fingerprint began
 * @param countHourAgo its count an hour ago; null if the agent has not watched that long
 * @param waitsAt the frame where the oldest thread waits
 * @param threads the oldest 20 threads
 * @param stack the oldest thread's stack, innermost first
 * @param createdAt the commonest place that started its threads; empty if not known
 * @param alsoCreatedAt the other places that started them, commonest first, at most 10
 * @param reclaimed number of threads that the collector took while they waited, in the last hour
 * @param notProved why the others are not proved, commonest first; empty if nobody asked or all are proved
 * @param alsoWaitsAt the other lines and lambdas where threads wait, commonest first, at most 10, one frame each
 * @param holder the thread that must act for the oldest wait to end; null if not known
 */
public record Finding(
        String fingerprint,
        Verdict verdict,
        Role role,
        String operation,
        String summary,
        String advice,
        int count,
        int leaked,
        double oldestSeconds,
        Instant firstSeen,
        @Nullable Integer countHourAgo,
        Frame waitsAt,
        Channel channel,
        List<StuckThread> threads,
        List<Frame> stack,
        List<Frame> createdAt,
        List<Place> alsoCreatedAt,
        int reclaimed,
        List<Unproved> notProved,
        List<Place> alsoWaitsAt,
        @Nullable Holder holder) {

    /** Creates a finding without a proof. */
    public Finding(
            String fingerprint,
            Verdict verdict,
            Role role,
            String operation,
            String summary,
            String advice,
            int count,
            int leaked,
            double oldestSeconds,
            Instant firstSeen,
            @Nullable Integer countHourAgo,
            Frame waitsAt,
            Channel channel,
            List<StuckThread> threads,
            List<Frame> stack,
            List<Frame> createdAt,
            List<Place> alsoCreatedAt) {
        this(
                fingerprint,
                verdict,
                role,
                operation,
                summary,
                advice,
                count,
                leaked,
                oldestSeconds,
                firstSeen,
                countHourAgo,
                waitsAt,
                channel,
                threads,
                stack,
                createdAt,
                alsoCreatedAt,
                0,
                List.of(),
                List.of(),
                null);
    }

    /**
     * The number of a finding's threads that a proof did not prove leaked for one reason, a word of {@link WhyNot} or
     * of a newer agent.
     */
    public record Unproved(String reason, int count) {}
}
