// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Holds one item, guarded by two semaphores. */
final class RingLine implements Line {
    private final ConcurrentLinkedQueue<Object> items = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(1);
    private final Semaphore there = new Semaphore(0);

    @Override
    public void push(Object item) throws InterruptedException {
        room.acquire();
        items.add(item);
        there.release();
    }

    @Override
    public Object pull() throws InterruptedException {
        there.acquire();
        Object item = items.remove();
        room.release();
        return item;
    }
}
