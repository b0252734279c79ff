// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue for one item that waits on its own monitor. */
final class Locker extends AbstractQueue<String> implements BlockingQueue<String> {
    private final Deque<String> items = new ArrayDeque<>();

    @Override
    public synchronized void put(String item) throws InterruptedException {
        while (!items.isEmpty()) {
            wait();
        }
        items.add(item);
        notifyAll();
    }

    @Override
    public synchronized String take() throws InterruptedException {
        while (items.isEmpty()) {
            wait();
        }
        notifyAll();
        return items.remove();
    }

    @Override
    public synchronized boolean offer(String item) {
        return items.isEmpty() && items.add(item);
    }

    @Override
    public boolean offer(String item, long time, TimeUnit unit) {
        return offer(item);
    }

    @Override
    public synchronized String poll() {
        return items.poll();
    }

    @Override
    public String poll(long time, TimeUnit unit) {
        return poll();
    }

    @Override
    public synchronized String peek() {
        return items.peek();
    }

    @Override
    public int remainingCapacity() {
        return 1 - size();
    }

    @Override
    public int drainTo(Collection<? super String> into) {
        return drainTo(into, 1);
    }

    @Override
    public synchronized int drainTo(Collection<? super String> into, int most) {
        int drained = items.size();
        into.addAll(items);
        items.clear();
        return drained;
    }

    @Override
    public synchronized Iterator<String> iterator() {
        return items.iterator();
    }

    @Override
    public synchronized int size() {
        return items.size();
    }
}
