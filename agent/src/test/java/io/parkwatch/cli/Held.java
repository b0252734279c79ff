// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.util.concurrent.CountDownLatch;

/** A program that waits until it is killed; its arguments are names of threads that wait as well. */
final class Held {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Held() {}

    public static void main(String[] names) throws InterruptedException {
        for (String name : names) {
            new Thread(Held::await, name).start();
        }
        System.out.println("ready");
        NEVER.await();
    }

    private static void await() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
