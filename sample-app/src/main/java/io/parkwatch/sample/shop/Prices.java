// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Today's prices. <b>Leak, role waiter</b>: a supplier without a price is never counted down, so the refresh never
 * ends. <b>Leak, role lock</b>: the refresh holds the lock, so each checkout waits, too.
 */
final class Prices {
    private final Executor workers;
    private final List<Supplier> suppliers;
    private final Map<String, Integer> bySupplier = new ConcurrentHashMap<>();
    private final ReentrantLock refreshing = new ReentrantLock();

    Prices(Executor workers, List<Supplier> suppliers) {
        this.workers = workers;
        this.suppliers = suppliers;
    }

    void startRefresh() {
        Thread.ofPlatform().daemon().name("price-refresh").start(this::refresh);
    }

    private void refresh() {
        refreshing.lock();
        try {
            CountDownLatch answers = new CountDownLatch(suppliers.size());
            for (Supplier supplier : suppliers) {
                workers.execute(() -> ask(supplier, answers));
            }
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            refreshing.unlock();
        }
    }

    private void ask(Supplier supplier, CountDownLatch answers) {
        OptionalInt price = supplier.list().today();
        if (price.isEmpty()) {
            return;
        }
        bySupplier.put(supplier.name(), price.getAsInt());
        answers.countDown();
    }

    /** Returns the cheapest price. Waits while a refresh is under way. */
    OptionalInt cheapest() {
        refreshing.lock();
        try {
            return bySupplier.values().stream().mapToInt(Integer::intValue).min();
        } finally {
            refreshing.unlock();
        }
    }
}
