// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look did not judge. Without it, "nothing is stuck" would claim more than is known.
 *
 * @param blind kinds of threads whose waits are not aged in this JVM, each with the number of its threads
 * @param leftOut waits past the threshold that are not reported because of a rule, an option or I/O
 * @param unread waits past the threshold that are left for the next look, because the budget for stacks was spent
 * @param carriers null if there is no virtual thread, or their scheduler is not the JDK's
 */
public record BlindSpots(
        List<Blind> blind,
        List<LeftOut> leftOut,
        int unread,
        @Nullable Carriers carriers) {
    /**
     * A kind of threads whose waits are not aged here, and that had threads at two looks in a row.
     *
     * @param what the kind in one word, {@code virtual_monitor}
     * @param threads number of threads that the last look saw; 0 if not known
     * @param text which threads and, after a colon, why: {@code virtual threads in monitors: attached to JDK 25}
     */
    public record Blind(String what, int threads, String text) {}

    /** The number of waits left out for one reason, a {@link Why} of this or of a newer release. */
    public record LeftOut(String why, int threads) {}

    /** Why an old wait is neither a finding nor counted as blind, in the contract's words. */
    public static final class Why {
        public static final String SOCKET_READ = "socket read";
        public static final String SLEEP = "sleep";
        public static final String IGNORE = "ignore";
        public static final String IDLE_RULE = "idle rule";
        public static final String LIBRARY = "library wait";

        private Why() {}
    }

    public static BlindSpots nothing() {
        return new BlindSpots(List.of(), List.of(), 0, null);
    }

    /**
     * The carriers of virtual threads, as one look saw them.
     *
     * @param parallelism how many virtual threads can run at once
     * @param pinned virtual threads that keep their carrier while they wait
     * @param ready virtual threads that have been ready to run for at least the threshold and got no carrier
     * @param readyOldestSeconds how long the oldest of these has been ready
     */
    public record Carriers(int parallelism, int pinned, int ready, double readyOldestSeconds) {}
}
