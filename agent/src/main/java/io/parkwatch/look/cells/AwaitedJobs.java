// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.families.Families;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StackBudget;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Finds the stuck coroutines for whose end others wait: the coroutine that is waited for, or else its children, before
 * which it can't end. Discarded after the look.
 */
final class AwaitedJobs {
    /** The most stuck waits that are linked. If there are more, none is. */
    private static final int MOST = 10_000;

    /** The most coroutines that are named for one wait, and for all of a look. */
    private static final int MOST_NAMED = 100;

    private static final int MOST_LINKS = 200_000;

    private final Families families;
    private final List<SuspensionCandidate> stuck = new ArrayList<>();

    AwaitedJobs(Families families) {
        this.families = families;
    }

    /** The waits for one job. */
    private static final class Awaited {
        final List<OldWait> waits = new ArrayList<>(1);
        final List<OldWait> own = new ArrayList<>(1);
        final List<OldWait> children = new ArrayList<>(0);
    }

    void add(SuspensionCandidate one) {
        if (one.entry().stuck() != null && stuck.size() <= MOST) {
            stuck.add(one);
        }
    }

    /** Adds to the look which waits must end before others. Adds nothing if the look's time is used up. */
    void link(LookState look) {
        IdentityHashMap<Object, Awaited> byJob = new IdentityHashMap<>();
        int waits = 0;
        for (SuspensionCandidate one : stuck) {
            Object job = families.awaited(one.family(), one.channel(), one.waiting());
            OldWait wait = one.entry().old();
            if (job != null && wait != null) {
                byJob.computeIfAbsent(job, of -> new Awaited()).waits.add(wait);
                waits++;
            }
        }
        if (waits == 0 || stuck.size() > MOST) {
            return;
        }
        look.budget.begin();
        boolean all = find(byJob, look.budget);
        look.budget.end();
        int most = Math.max(1, Math.min(MOST_NAMED, MOST_LINKS / waits));
        for (Awaited one : all ? byJob.values() : List.<Awaited>of()) {
            boolean isOwn = !one.own.isEmpty();
            List<OldWait> found = isOwn ? one.own : one.children;
            found.sort((a, b) ->
                    Long.compare(a.observation().sinceNanos(), b.observation().sinceNanos()));
            for (OldWait wait : one.waits) {
                look.awaited(wait, isOwn, others(wait, found, most));
            }
        }
    }

    private boolean find(IdentityHashMap<Object, Awaited> byJob, StackBudget budget) {
        for (int i = 0; i < stuck.size(); i++) {
            if (i > 0 && i % StackBudget.BATCH == 0 && budget.isExceeded()) {
                return false;
            }
            SuspensionCandidate one = stuck.get(i);
            OldWait wait = one.entry().old();
            List<Object> jobs = wait == null ? List.of() : families.jobs(one.family(), one.channel(), one.waiting());
            for (int depth = 0; wait != null && depth < jobs.size(); depth++) {
                Awaited of = byJob.get(jobs.get(depth));
                if (of != null) {
                    (depth == 0 ? of.own : of.children).add(wait);
                }
            }
        }
        return true;
    }

    /** A coroutine that waits for its own end, or for that of its parent, waits for itself if for no other. */
    @SuppressWarnings("ReferenceEquality") // one wait is one object
    private static List<OldWait> others(OldWait wait, List<OldWait> found, int most) {
        List<OldWait> others = new ArrayList<>();
        for (OldWait one : found) {
            if ((one != wait || found.size() == 1) && others.size() < most) {
                others.add(one);
            }
        }
        return others;
    }
}
