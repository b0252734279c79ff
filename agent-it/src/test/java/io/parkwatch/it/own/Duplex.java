// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import java.util.concurrent.locks.LockSupport;

/** Extends the named interface. The JVM loads it after the class that implements it. */
interface Duplex extends Line {
    /** An implementation that parks by itself. */
    final class Both implements Duplex {
        @Override
        public void push(Object item) throws InterruptedException {
            while (!Thread.interrupted()) {
                LockSupport.park(this);
            }
            throw new InterruptedException(item.toString());
        }

        @Override
        public Object pull() {
            return this;
        }
    }
}
