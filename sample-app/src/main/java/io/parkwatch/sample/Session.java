// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample;

import io.parkwatch.sample.scenario.Handler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Runs a scenario and obeys standard input: {@code release} ends its threads, {@code exit} the program. */
final class Session {
    private final BufferedReader in;
    private final PrintWriter out;

    /**
     * Weak, since a strong reference would look as if something could wake the thread. The JVM keeps those that run.
     */
    private final List<WeakReference<Thread>> threads = new ArrayList<>();

    Session(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    void run(Selection selection) throws IOException, InterruptedException {
        Handler handler = selection.handler();
        Thread.Builder builder = selection.builder();
        for (int i = 0; i < selection.times; i++) {
            threads.add(new WeakReference<>(handler.handle(builder, item -> {}).thread()));
        }
        out.println("ready");
        if (selection.repaired) {
            awaitEnd();
            out.println("ended");
        }
        obey();
    }

    /** Obeys standard input. The thread that reads it is never a finding, since a read is no wait. */
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
        for (WeakReference<Thread> reference : threads) {
            Thread thread = reference.get();
            if (thread != null) {
                thread.interrupt();
            }
        }
        awaitEnd();
        out.println("released");
    }

    private void awaitEnd() throws InterruptedException {
        for (WeakReference<Thread> reference : threads) {
            Thread thread = reference.get();
            if (thread != null) {
                thread.join();
            }
        }
    }
}
