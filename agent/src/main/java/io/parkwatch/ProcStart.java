// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileInputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads when this process started where Linux says it. {@code ProcessHandle} does the same, but makes a pool of threads
 * for other processes: twenty classes, {@code SynchronousQueue} among them, which a scrape would load.
 */
final class ProcStart {
    /** The unit of the first file: the kernel converts to it whatever its own clock is. */
    private static final long TICKS_PER_SECOND = 100;

    /** The place of the start's time, counted from the field after the command, which may hold blanks. */
    private static final int START = 19;

    private ProcStart() {}

    static @Nullable Instant read() {
        try {
            return of(text("/proc/self/stat"), text("/proc/stat"));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Reads a file as the JDK does at its start, with classes that are there. */
    private static String text(String file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    /** Takes the texts of {@code /proc/self/stat} and {@code /proc/stat}. */
    static Instant of(String process, String system) {
        String[] fields = process.substring(process.lastIndexOf(')') + 2).split(" ", -1);
        int boot = system.indexOf("\nbtime ") + "\nbtime ".length();
        long booted = Long.parseLong(system.substring(boot, system.indexOf('\n', boot)));
        return Instant.ofEpochMilli(booted * 1000 + Long.parseLong(fields[START]) * 1000 / TICKS_PER_SECOND);
    }
}
