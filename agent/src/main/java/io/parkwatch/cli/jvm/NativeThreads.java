// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds threads of a process by their native names, which HotSpot sets and every user may read. */
final class NativeThreads {
    /** Linux keeps 15 bytes: HotSpot cuts the end of {@code parkwatch-watcher}, in newer releases its middle. */
    static final Predicate<String> WATCHER = name -> name.equals("parkwatch-watch") || name.equals("parkwat..atcher");

    private static final String PORT = "parkwatch:\\d{1,5}";

    /** The unit of times in /proc is the same on all architectures that Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int START_TIME = 22; // the field of stat, counted from 1
    private static final int FIRST_AFTER_NAME = 3;

    private final Path machine;
    private final Path tasks;

    /**
     * Creates a finder.
     *
     * @param machine {@code /proc/stat}
     * @param tasks {@code /proc/<pid>/task}
     */
    NativeThreads(Path machine, Path tasks) {
        this.machine = machine;
        this.tasks = tasks;
    }

    boolean anyIsNamed(String name) {
        return find(name::equals).isPresent();
    }

    /** Returns the port of the agent's endpoint, or empty if it has none. */
    Optional<Integer> port() {
        return find(name -> name.matches(PORT))
                .map(thread -> text(thread.resolve("comm")).stripTrailing())
                .filter(name -> name.matches(PORT)) // the thread may have ended meanwhile
                .map(name -> Integer.valueOf(name.substring(name.indexOf(':') + 1)));
    }

    /** Returns when the first thread with such a name started. */
    Optional<Instant> started(Predicate<String> names) {
        try {
            return find(names).flatMap(this::started);
        } catch (RuntimeException e) {
            return Optional.empty(); // the process ended during the read, or the file is not as Linux writes it
        }
    }

    private Optional<Instant> started(Path thread) {
        String stat = text(thread.resolve("stat"));
        // A name may contain blanks and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        long ticks = Long.parseLong(fields[START_TIME - FIRST_AFTER_NAME]);
        return text(machine)
                .lines()
                .filter(line -> line.startsWith("btime "))
                .map(line -> Instant.ofEpochSecond(
                                Long.parseLong(line.substring(6).trim()))
                        .plusMillis(ticks * 1000 / TICKS_PER_SECOND))
                .findFirst();
    }

    private Optional<Path> find(Predicate<String> names) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                if (names.test(text(thread.resolve("comm")).stripTrailing())) {
                    return Optional.of(thread);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The process ended during the read.
        }
        return Optional.empty();
    }

    private static String text(Path file) {
        return new String(ProcFile.read(file), StandardCharsets.ISO_8859_1);
    }
}
