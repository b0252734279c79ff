// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Part of watched programs: says {@code ready}, then obeys the test. Its own thread reads standard input, so it never parks. */
public final class Scene {
    private final List<Thread> threads = new ArrayList<>();
    private final List<Job> releases = new ArrayList<>();

    /** An unstarted thread of this run's kind, interrupted on {@code release}. */
    public Thread thread(Job task) {
        Thread thread = Spawn.unstarted("scene", task.body());
        threads.add(thread);
        return thread;
    }

    /** What {@code release} does besides, on the main thread, before it interrupts. */
    public void onRelease(Job undo) {
        releases.add(undo);
    }

    /** Prints {@code ready} and obeys {@code release} and {@code exit}. */
    public void play() throws Exception {
        System.out.println("ready");
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            switch (word) {
                case "release" -> release();
                case "exit" -> System.exit(0);
                default -> throw new IOException("what is " + word + "?");
            }
        }
    }

    private void release() throws Exception {
        for (Job undo : releases) {
            undo.work();
        }
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            if (thread.isAlive()) {
                System.out.println("waits on: " + thread + " " + List.of(thread.getStackTrace()));
                return;
            }
        }
        System.out.println("released");
    }
}
