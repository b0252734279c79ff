// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Finds products. <b>Leak, role sender</b>: when the index is too slow the caller gives up, and the look-up waits for a
 * receiver that never comes. An {@code ArrayBlockingQueue} of one would give its hits room.
 */
final class Search {
    private static final long PATIENCE_MILLIS = 500;

    private final Index index;
    private final ThreadFactory lookups = Thread.ofVirtual().name("search-", 1).factory();

    Search(Index index) {
        this.index = index;
    }

    /** Returns the hits, or nothing if the index did not answer in time. */
    List<String> find(String query) throws InterruptedException {
        SynchronousQueue<List<String>> hits = new SynchronousQueue<>();
        lookups.newThread(() -> lookUp(query, hits)).start();
        List<String> found = hits.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return found == null ? List.of() : found;
    }

    private void lookUp(String query, SynchronousQueue<List<String>> hits) {
        try {
            hits.put(index.lookup(query));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
