// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The search index. Its first look-ups are slow, since it is cold. */
final class Index {
    private static final int COLD_LOOKUPS = 3;

    private final AtomicInteger lookups = new AtomicInteger();

    List<String> lookup(String query) throws InterruptedException {
        Thread.sleep(lookups.incrementAndGet() <= COLD_LOOKUPS ? 2_000 : 5);
        return List.of(query + " from the orchard", query + " in a jar");
    }
}
