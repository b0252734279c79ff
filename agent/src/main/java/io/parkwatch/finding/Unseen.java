// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look did not judge: without it "nothing is stuck" would say more than is known.
 *
 * @param blind kinds of threads that are not aged in this JVM, each with its members
 * @param leftOut waits past the threshold that a rule, an option or I/O left out
 * @param unread waits past the threshold that are left for the next look, the budget for stacks being spent
 * @param carriers null: there is no virtual thread, or their scheduler is not the JDK's
 */
public record Unseen(
        List<Blind> blind,
        List<LeftOut> leftOut,
        int unread,
        @Nullable Carriers carriers) {

    /** Of a program without virtual threads. */
    public Unseen(List<Blind> blind, List<LeftOut> leftOut, int unread) {
        this(blind, leftOut, unread, null);
    }

    /**
     * A kind that is not aged here, and had members at two looks in a row.
     *
     * @param what the kind in one word, {@code virtual_monitor}
     * @param threads how many the last look saw; 0: not known
     * @param text which threads, and after a colon why: {@code virtual threads in monitors: attached to JDK 25}
     */
    public record Blind(String what, int threads, String text) {}

    /** {@code why}: a {@link Why} of this or of a newer release. */
    public record LeftOut(String why, int threads) {}

    /** Why an old wait is neither a finding nor counted as blind, by the contract's words. */
    public static final class Why {
        public static final String SOCKET_READ = "socket read";
        public static final String SLEEP = "sleep";
        public static final String IGNORE = "ignore";
        public static final String IDLE_RULE = "idle rule";
        public static final String LIBRARY = "library wait";

        private Why() {}
    }

    /** All was judged. */
    public static Unseen nothing() {
        return new Unseen(List.of(), List.of(), 0);
    }
}
