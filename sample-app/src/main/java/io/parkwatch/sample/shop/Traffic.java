// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The customers: searches on virtual threads, orders on the pool, and two checkouts. */
final class Traffic {
    private static final int CHECKOUTS = 2;

    private final Search search;
    private final Prices prices;
    private final Mailer mailer;
    private final Executor workers;
    private final ThreadFactory requests =
            Thread.ofVirtual().name("request-", 1).factory();
    private final ThreadFactory checkouts =
            Thread.ofVirtual().name("checkout-", 1).factory();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clock").factory());

    Traffic(Search search, Prices prices, Mailer mailer, Executor workers) {
        this.search = search;
        this.prices = prices;
        this.mailer = mailer;
        this.workers = workers;
    }

    void start() {
        every(100, () -> requests.newThread(this::browse).start());
        every(200, () -> workers.execute(this::order));
        // By then the refresh of the prices is under way.
        var unused = clock.schedule(this::checkOut, 1_000, MILLISECONDS);
    }

    void stop() {
        clock.shutdownNow();
    }

    private void every(long millis, Runnable step) {
        var unused = clock.scheduleAtFixedRate(step, millis, millis, MILLISECONDS);
    }

    private void browse() {
        try {
            var unused = search.find("apples");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void order() {
        try {
            mailer.enqueue("Thank you for your order.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkOut() {
        for (int i = 0; i < CHECKOUTS; i++) {
            checkouts.newThread(prices::cheapest).start();
        }
    }
}
