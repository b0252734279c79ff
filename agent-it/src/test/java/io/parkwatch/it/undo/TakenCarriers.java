// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import io.parkwatch.it.run.Spawn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A class initializer holds threads that take all carriers, until a word frees them. An uncaught exception ends the
 * JVM.
 */
final class TakenCarriers {
    static final int CARRIERS = 2;

    /** Enough threads for each carrier to run one after all that was there before. */
    private static final int MORE = 20;

    private static final int EXIT = 9;

    private static final CountDownLatch ENTERED = new CountDownLatch(CARRIERS);
    private static final CountDownLatch FREE = new CountDownLatch(1);

    private TakenCarriers() {}

    /** Returns the flags of the JVM. */
    static String[] flags() {
        return new String[] {
            "-Djdk.virtualThreadScheduler.parallelism=" + CARRIERS,
            "-Djdk.virtualThreadScheduler.maxPoolSize=" + CARRIERS
        };
    }

    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            System.out.println("uncaught in " + thread + ": " + e);
            Runtime.getRuntime().halt(EXIT);
        });
        List<Thread> takers = new ArrayList<>();
        for (int i = 0; i < CARRIERS; i++) {
            Thread taker = Spawn.virtual("taker", TakenCarriers::take);
            taker.start();
            takers.add(taker);
        }
        ENTERED.await();
        System.out.println("ready");
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            if (word.startsWith("groups ")) {
                System.out.println(word + ": " + Groups.names());
            } else if (word.equals("free")) {
                free(takers);
                System.out.println("freed");
            } else {
                throw new IOException("what is " + word + "?");
            }
        }
    }

    private static void take() {
        ENTERED.countDown();
        Held.touch();
    }

    private static void free(List<Thread> takers) throws InterruptedException {
        FREE.countDown();
        for (int i = 0; i < MORE; i++) {
            Thread one = Spawn.virtual("more", Thread::yield);
            one.start();
            takers.add(one);
        }
        for (Thread thread : takers) {
            thread.join();
        }
    }

    /** Its initializer keeps the carrier, and so does each thread that waits for it. */
    private static final class Held {
        static {
            try {
                FREE.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        static void touch() {
            // The initializer does the work before this call.
        }
    }
}
