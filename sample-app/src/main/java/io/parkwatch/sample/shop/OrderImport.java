// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Imports the orders of a file on a worker. <b>Leak, role receiver</b>: nothing calls {@link #close}, so the worker
 * waits for an order that never comes.
 */
final class OrderImport implements AutoCloseable {
    private static final String END = "";

    private final LinkedBlockingQueue<String> orders = new LinkedBlockingQueue<>();
    private final Queue<String> imported = new ConcurrentLinkedQueue<>();

    void start(List<String> lines) {
        orders.addAll(lines);
        Thread.ofPlatform().daemon().name("order-import").start(this::importAll);
    }

    private void importAll() {
        try {
            for (String order = orders.take(); !order.equals(END); order = orders.take()) {
                imported.add(order);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        orders.add(END);
    }
}
