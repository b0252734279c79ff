// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A queue written from scratch, on a lock and a condition. */
final class OneSlot<E> extends AbstractQueue<E> implements BlockingQueue<E> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable E item;

    @Override
    public void put(E next) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (item != null) {
                changed.await();
            }
            item = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public E take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                E taken = poll();
                if (taken != null) {
                    return taken;
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean offer(E next) {
        lock.lock();
        try {
            if (item != null) {
                return false;
            }
            item = next;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable E poll() {
        lock.lock();
        try {
            E taken = item;
            item = null;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean offer(E next, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public E poll(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int remainingCapacity() {
        return 1 - size();
    }

    @Override
    public int drainTo(Collection<? super E> into) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int drainTo(Collection<? super E> into, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable E peek() {
        return item;
    }

    @Override
    public Iterator<E> iterator() {
        E there = item;
        return there == null ? List.<E>of().iterator() : List.of(there).iterator();
    }

    @Override
    public int size() {
        return item == null ? 0 : 1;
    }
}
