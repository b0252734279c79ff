// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import java.util.ArrayDeque;
import java.util.Deque;

/** A bounded queue as programs write it. */
final class SlowMailbox {
    private final Deque<String> letters = new ArrayDeque<>();
    private final int capacity;

    SlowMailbox(int capacity) {
        this.capacity = capacity;
    }

    synchronized void put(String letter) throws InterruptedException {
        while (letters.size() == capacity) {
            wait();
        }
        letters.add(letter);
        notifyAll();
    }

    synchronized String take() throws InterruptedException {
        while (letters.isEmpty()) {
            wait();
        }
        String letter = letters.remove();
        notifyAll();
        return letter;
    }
}
