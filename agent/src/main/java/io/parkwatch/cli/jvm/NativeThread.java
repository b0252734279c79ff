// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** A thread of another process. HotSpot sets its name, of which Linux keeps 15 bytes and which every user may read. */
record NativeThread(Path folder, String name) {
    /** The unit of times in /proc is the same on all architectures that Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int START_TIME = 22; // the field of stat, counted from 1
    private static final int FIRST_AFTER_NAME = 3;

    /** Returns the first thread in {@code /proc/<pid>/task} whose name matches. */
    static Optional<NativeThread> find(Path tasks, Pattern names) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String name = ProcFile.text(thread.resolve("comm")).stripTrailing();
                if (names.matcher(name).matches()) {
                    return Optional.of(new NativeThread(thread, name));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The process ended during the read.
        }
        return Optional.empty();
    }

    /** Returns when it started, by the clock in {@code /proc/stat}. */
    Optional<Instant> started(Path machine) {
        String stat = ProcFile.text(folder.resolve("stat"));
        try {
            // A name may contain blanks and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
            long millis = Long.parseLong(fields[START_TIME - FIRST_AFTER_NAME]) * 1000 / TICKS_PER_SECOND;
            return ProcFile.text(machine)
                    .lines()
                    .filter(line -> line.startsWith("btime "))
                    .map(line -> Instant.ofEpochSecond(
                                    Long.parseLong(line.substring(6).trim()))
                            .plusMillis(millis))
                    .findFirst();
        } catch (RuntimeException e) {
            return Optional.empty(); // the process ended during the read, or the file is not as Linux writes it
        }
    }
}
