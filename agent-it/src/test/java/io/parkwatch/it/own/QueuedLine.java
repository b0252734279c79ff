// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import java.util.concurrent.LinkedBlockingQueue;

/** A JDK queue for one item, used through the methods of an interface. */
final class QueuedLine extends LinkedBlockingQueue<Object> implements Line {
    private static final long serialVersionUID = 1;

    QueuedLine() {
        super(1);
    }

    @Override
    public void push(Object item) throws InterruptedException {
        put(item);
    }

    @Override
    public Object pull() throws InterruptedException {
        return take();
    }
}
