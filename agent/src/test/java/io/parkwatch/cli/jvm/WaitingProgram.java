// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.util.concurrent.CountDownLatch;

/** Waits until it is killed, with one more thread for each name among its arguments. */
final class WaitingProgram {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private WaitingProgram() {}

    public static void main(String[] names) throws InterruptedException {
        for (String name : names) {
            new Thread(WaitingProgram::await, name).start();
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
