// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** The main method waits for the end of the program or, with {@code take}, for an item. */
final class MainWaits {
    private MainWaits() {}

    public static void main(String[] args) throws Exception {
        Job words = () -> new Scene().play();
        Thread reader = Spawn.platform("words", words.body());
        reader.start();
        if (args.length == 0) {
            new CountDownLatch(1).await();
        } else {
            new LinkedBlockingQueue<String>().take();
        }
    }
}
