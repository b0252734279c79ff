// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.run.HeldJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A peer that asks a JVM for a dump of all its threads at each interval. */
final class Dumps {
    private final Thread thread;
    private volatile long size;

    private Dumps(int seconds, HeldJvm jvm) {
        thread = new Thread(() -> run(seconds, jvm), "dumps");
    }

    /**
     * Starts the dumps.
     *
     * @param wanted false to do nothing
     */
    static Dumps each(int seconds, boolean wanted, HeldJvm jvm) {
        Dumps dumps = new Dumps(seconds, jvm);
        if (wanted) {
            dumps.thread.start();
        }
        return dumps;
    }

    private void run(int seconds, HeldJvm jvm) {
        try {
            while (true) {
                dump(jvm);
                TimeUnit.SECONDS.sleep(seconds);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("no thread dump: " + e.getMessage());
        }
    }

    private void dump(HeldJvm jvm) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("dumps");
        Path file = folder.resolve("dump.txt");
        try {
            jvm.jcmd("Thread.dump_to_file", file.toString());
            size = Files.size(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /** Returns the bytes of the last dump; 0 if there was none. */
    long size() {
        return size;
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
