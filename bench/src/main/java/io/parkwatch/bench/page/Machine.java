// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import io.parkwatch.bench.run.Jdk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The machine, time and command of a measurement. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Returns a paragraph for the page. */
    public static String described(List<Jdk> jdks, String command) throws IOException {
        return String.format(
                Locale.ROOT,
                "Made by `%s` on %s; %d cores%s, %s %s; JDK %s; load average at the end %.1f.%n",
                command,
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                model(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                jdks.stream().map(Jdk::version).collect(Collectors.joining(", ")),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String model() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "";
        }
        return Files.readString(PROCESSORS)
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> " of " + line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
