// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A channel that checks repeatedly whether its wait is over. To the JVM each check begins a new wait. */
class Slot {
    static final long SLICE = 400;

    private @Nullable Object item;

    synchronized Object next() throws InterruptedException {
        Object taken = item;
        while (taken == null) {
            wait(SLICE);
            taken = item;
        }
        item = null;
        return taken;
    }

    /** Throws if no item arrives in time. */
    synchronized Object next(long millis) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (item == null) {
            wait(millis / 2);
            if (item == null && System.nanoTime() >= end) {
                throw new TimeoutException();
            }
        }
        return next();
    }

    void send(Object sent) throws InterruptedException {
        while (!offer(sent)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLICE));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Calls a named method from another one, many times. */
    void sendAll(List<?> all) throws InterruptedException {
        for (Object one : all) {
            send(one);
        }
    }

    /** Takes many items in one call, and waits for each without a time-out. */
    void drain(BlockingQueue<?> items) throws InterruptedException {
        while (true) {
            item = items.take();
        }
    }

    /** Does the same on its own monitor. */
    synchronized void each() throws InterruptedException {
        while (true) {
            while (item == null) {
                wait();
            }
            item = null;
        }
    }

    private synchronized boolean offer(Object sent) {
        if (item != null) {
            return false;
        }
        item = sent;
        notifyAll();
        return true;
    }

    /** Overrides a method with one that calls itself before it waits. */
    static final class Deep extends Slot {
        @Override
        void send(Object sent) throws InterruptedException {
            dive(sent, 3);
        }

        private void dive(Object sent, int depth) throws InterruptedException {
            if (depth > 0) {
                send(sent, depth - 1);
            }
            while (!Thread.interrupted()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLICE));
            }
            throw new InterruptedException();
        }

        private void send(Object sent, int depth) throws InterruptedException {
            dive(sent, depth);
        }
    }
}
