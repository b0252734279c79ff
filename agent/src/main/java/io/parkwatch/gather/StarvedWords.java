// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

/** The sentences about threads of pools that starve on their own tasks. */
final class StarvedWords {
    static final String ADVICE =
            "Let no task wait for another one of its own pool: give the others a pool of their own, or compose them, as"
                    + " with thenCompose, in place of waiting. More threads only move the number of tasks at which it happens.";

    private StarvedWords() {}

    /**
     * Returns a summary with what is known of the pools.
     *
     * @param summary of all {@code count} threads
     * @param pool one of the pools
     * @param starved the number of these threads that work for such pools
     */
    static String summary(String summary, StarvedPool pool, int pools, int starved, int count) {
        String of = starved == count ? "" : ", " + starved + " of them";
        String start = summary.replace(" that nobody ends", "") + of;
        if (pools > 1) {
            return start + " for tasks of their own " + pools + " pools, which have no other thread";
        }
        return start + " for " + (starved == 1 ? "a task of its" : "tasks of their") + " own pool: "
                + (pool.workers() == 1 ? "the one thread" : "all " + pool.workers() + " threads") + " of the pool"
                + (pool.createdAt().isEmpty()
                        ? ""
                        : " whose queue was made at " + pool.createdAt().get(0).text())
                + (pool.workers() == 1 ? " waits" : " wait") + " so, and "
                + (pool.tasks() == 1 ? "1 task is" : pool.tasks() + " tasks are") + " in its queue"
                + (pool.task().isEmpty() ? "" : ", " + pool.task() + (pool.tasks() == 1 ? "" : " among them"));
    }
}
