// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import java.util.concurrent.LinkedBlockingQueue;

/** A queue that extends one of the JDK's. */
final class Inbox extends LinkedBlockingQueue<String> {
    private static final long serialVersionUID = 1;

    Inbox(int capacity) {
        super(capacity);
    }

    @Override
    public String take() throws InterruptedException {
        return super.take();
    }
}
