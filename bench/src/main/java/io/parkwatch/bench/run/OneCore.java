// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a program on one core. With two cores chance decides whether a hand-over wakes a sleeping core, finds it awake
 * or stays on its own: 0.1 to 30 µs for the same code. On one core each hand-over is the same switch.
 */
final class OneCore {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    /** The words before the command; empty if Linux's {@code taskset} is missing. */
    static final List<String> PREFIX = prefix();

    private OneCore() {}

    private static List<String> prefix() {
        try {
            if (!Files.isExecutable(TASKSET)) {
                return List.of();
            }
            // The last core that this process may use, since the first serves interrupts on many machines.
            String core = Files.readString(STATUS)
                    .lines()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.replaceAll(".*[^0-9]", ""))
                    .findFirst()
                    .orElse("0");
            return List.of(TASKSET.toString(), "-c", core);
        } catch (IOException e) {
            return List.of();
        }
    }
}
