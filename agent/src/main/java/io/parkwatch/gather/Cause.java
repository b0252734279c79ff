// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Holder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why one wait does not end, as one look read it. Read again at each look, and of use only during that look.
 *
 * @param holders the threads that must act for the wait to end; empty if not known
 * @param state numbers about what it waits for, by the contract's words; empty if not known
 * @param circle tells one circle of a look from another, proved or not, and one starved pool; negative if the wait is
 *     in none
 * @param proved whether the wait can't end by itself: it is in a circle, its holder has ended, or its pool is starved
 * @param interruptible whether an interrupt would end one of the waits of the proof
 * @param links the threads of the circle, from the one whose wait this is; empty if there is none
 * @param starved the pool that the thread works for, if that is what is proved
 */
public record Cause(
        List<Holder> holders,
        Supplier<Map<String, Integer>> state,
        int circle,
        boolean proved,
        boolean interruptible,
        Supplier<List<Link>> links,
        @Nullable StarvedPool starved) {

    /** Returns a cause with more numbers about what is waited for; {@code known} may be null. */
    public static Cause with(@Nullable Cause known, Map<String, Integer> more) {
        if (known == null) {
            return new Cause(List.of(), () -> more, -1, false, false, List::of, null);
        }
        Supplier<Map<String, Integer>> all = () -> {
            Map<String, Integer> both = new HashMap<>(known.state.get());
            both.putAll(more);
            return both;
        };
        return new Cause(
                known.holders, all, known.circle, known.proved, known.interruptible, known.links, known.starved);
    }
}
