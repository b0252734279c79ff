// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Overrides all methods without calling them, and has its own lock. */
final class LockedPipe extends LoudPipe {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Object item;

    @Override
    public void send(Object sent) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            item = sent;
            changed.signalAll();
            while (item != null) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Object next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (item == null) {
                changed.await();
            }
            Object taken = item;
            item = null;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
