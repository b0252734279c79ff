// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A rendezvous that parks by itself. It is named by its class. */
public class Pipe {
    private final Cell cell = new Cell();

    public void send(Object item) throws InterruptedException {
        cell.put(item);
        while (cell.item != null) {
            pause();
        }
    }

    public Object next() throws InterruptedException {
        return cell.await(this);
    }

    private void pause() throws InterruptedException {
        LockSupport.park(this);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** A helper nested in the channel, which is not a place of the program's wait. */
    private static final class Cell {
        private volatile @Nullable Object item;
        private volatile @Nullable Thread sender;
        private volatile @Nullable Thread receiver;

        void put(Object sent) {
            sender = Thread.currentThread();
            item = sent;
            LockSupport.unpark(receiver);
        }

        Object await(Pipe of) throws InterruptedException {
            receiver = Thread.currentThread();
            Object taken = item;
            while (taken == null) {
                of.pause();
                taken = item;
            }
            item = null;
            LockSupport.unpark(sender);
            return taken;
        }
    }
}
