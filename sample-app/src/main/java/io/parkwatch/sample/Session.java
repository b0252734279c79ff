// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample;

import io.parkwatch.sample.scenario.Handler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Runs scenarios and obeys standard input: {@code release} ends their threads, and {@code exit} ends the program. */
final class Session {
    private final BufferedReader in;
    private final PrintWriter out;

    /**
     * Weak, since a strong reference would look as if something could wake the thread. The JVM keeps those that run.
     */
    private final List<WeakReference<Thread>> stuck = new ArrayList<>();

    private final List<WeakReference<Thread>> repaired = new ArrayList<>();

    Session(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    void run(List<Selection> selections) throws IOException, InterruptedException {
        for (Selection selection : selections) {
            start(selection, selection.repaired ? repaired : stuck);
        }
        out.println("ready");
        if (!repaired.isEmpty()) {
            awaitEnd(repaired);
            out.println("ended");
        }
        obey();
    }

    private static void start(Selection selection, List<WeakReference<Thread>> threads) throws InterruptedException {
        Handler handler = selection.handler();
        Thread.Builder builder = selection.builder();
        for (int i = 0; i < selection.times; i++) {
            threads.add(new WeakReference<>(handler.handle(builder, item -> {}).thread()));
        }
    }

    /** Obeys standard input. The thread that reads it is never a finding, since a read is not a wait. */
    private void obey() throws IOException, InterruptedException {
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            switch (line) {
                case "release" -> release();
                case "" -> {}
                default -> out.println("unknown: " + line + " (release, exit)");
            }
        }
    }

    private void release() throws InterruptedException {
        for (WeakReference<Thread> reference : stuck) {
            Thread thread = reference.get();
            if (thread != null) {
                thread.interrupt();
            }
        }
        awaitEnd(stuck);
        out.println("released");
    }

    private static void awaitEnd(List<WeakReference<Thread>> threads) throws InterruptedException {
        for (WeakReference<Thread> reference : threads) {
            Thread thread = reference.get();
            if (thread != null) {
                thread.join();
            }
        }
    }
}
