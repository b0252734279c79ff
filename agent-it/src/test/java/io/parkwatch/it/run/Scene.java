// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Part of watched programs. Prints {@code ready}, then obeys the test. The main thread reads standard input, so it
 * never parks.
 */
public final class Scene {
    private final List<Thread> threads = new ArrayList<>();
    private final List<Job> releases = new ArrayList<>();
    private final Map<String, Job> words = new HashMap<>();

    /** Returns an unstarted thread of this run's kind, which {@code release} interrupts. */
    public Thread thread(Job task) {
        Thread thread = Spawn.unstarted("scene", task.body());
        threads.add(thread);
        return thread;
    }

    /** Adds an action of the main thread to {@code release}, before the interrupts. */
    public void onRelease(Job undo) {
        releases.add(undo);
    }

    /** Adds a word that the main thread obeys, and prints afterwards. */
    public void on(String word, Job what) {
        words.put(word, what);
    }

    /** Prints {@code ready}, and obeys {@code release}, {@code exit} and the words of {@link #on}. */
    public void play() throws Exception {
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = lines.readLine(); word != null; word = lines.readLine()) {
            switch (word) {
                case "release" -> release();
                case "exit" -> System.exit(0);
                default -> obey(word);
            }
        }
    }

    private void obey(String word) throws Exception {
        Job what = words.get(word);
        if (what == null) {
            throw new IOException("what is " + word + "?");
        }
        what.work();
        System.out.println(word);
    }

    private void release() throws Exception {
        for (Job undo : releases) {
            undo.work();
        }
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(120));
            if (thread.isAlive()) {
                System.out.println("waits on: " + thread + " " + List.of(thread.getStackTrace()));
                return;
            }
        }
        System.out.println("released");
    }
}
