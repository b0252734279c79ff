// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Holds a queue without being one, so its methods are the program's. */
final class Mailbox {
    private final BlockingQueue<String> letters = new ArrayBlockingQueue<>(1);

    Mailbox(String... first) {
        letters.addAll(List.of(first));
    }

    void send(String letter) throws InterruptedException {
        letters.put(letter);
    }

    String receive() throws InterruptedException {
        return letters.take();
    }
}
