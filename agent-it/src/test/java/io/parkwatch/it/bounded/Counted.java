// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A queue that delegates to another one and counts the items put into it. */
final class Counted<E> extends AbstractQueue<E> implements BlockingQueue<E> {
    private final BlockingQueue<E> items;
    private final LongAdder sent = new LongAdder();

    Counted(BlockingQueue<E> items) {
        this.items = items;
    }

    @Override
    public void put(E item) throws InterruptedException {
        sent.increment();
        items.put(item);
    }

    @Override
    public boolean offer(E item, long timeout, TimeUnit unit) throws InterruptedException {
        sent.increment();
        return items.offer(item, timeout, unit);
    }

    @Override
    public boolean offer(E item) {
        sent.increment();
        return items.offer(item);
    }

    @Override
    public E take() throws InterruptedException {
        return items.take();
    }

    @Override
    public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return items.poll(timeout, unit);
    }

    @Override
    public @Nullable E poll() {
        return items.poll();
    }

    @Override
    public @Nullable E peek() {
        return items.peek();
    }

    @Override
    public int remainingCapacity() {
        return items.remainingCapacity();
    }

    @Override
    public int drainTo(Collection<? super E> into) {
        return items.drainTo(into);
    }

    @Override
    public int drainTo(Collection<? super E> into, int most) {
        return items.drainTo(into, most);
    }

    @Override
    public Iterator<E> iterator() {
        return items.iterator();
    }

    @Override
    public int size() {
        return items.size();
    }
}
