// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.run.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A peer: asks a JVM for a dump of all its threads each interval. */
final class Dumps {
    private final Thread thread;

    private Dumps(Thread thread) {
        this.thread = thread;
    }

    /** @param wanted false: nothing is done */
    static Dumps each(int seconds, boolean wanted, Jdk jdk, long pid) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (wanted) {
                            dump(jdk, pid);
                            TimeUnit.SECONDS.sleep(seconds);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        System.err.println("no thread dump: " + e.getMessage());
                    }
                },
                "dumps");
        thread.start();
        return new Dumps(thread);
    }

    private static void dump(Jdk jdk, long pid) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("dumps");
        Path file = folder.resolve("dump.txt");
        try {
            new ProcessBuilder(
                            jdk.command("jcmd").toString(), Long.toString(pid), "Thread.dump_to_file", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
