// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Wires the shop. Its four known leaks are in {@link Search}, {@link OrderImport} and {@link Prices}. */
public final class Shop {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorService workers = Executors.newFixedThreadPool(
            4, Thread.ofPlatform().daemon().name("worker-", 1).factory());
    private final Mailer mailer = new Mailer();
    private final Prices prices = new Prices(
            workers,
            List.of(
                    new Supplier("orchard", () -> OptionalInt.of(120)),
                    new Supplier("cannery", () -> OptionalInt.of(95)),
                    new Supplier("importer", OptionalInt::empty)));
    private final Traffic traffic = new Traffic(new Search(new Index()), prices, mailer, workers);

    public void start() {
        mailer.start();
        new OrderImport().start(List.of("2 kg apples", "1 kg pears", "3 jars of plums"));
        prices.startRefresh();
        traffic.start();
    }

    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    long mailsSent() {
        return mailer.sent();
    }

    void stop() {
        traffic.stop();
        mailer.stop();
        workers.shutdownNow();
        stopped.countDown();
    }
}
