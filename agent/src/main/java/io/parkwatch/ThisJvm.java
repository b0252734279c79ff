// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.finding.Snapshot.JvmFacts;
import io.parkwatch.finding.Snapshot.Service;
import io.parkwatch.weave.VmArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Facts about this JVM. Expensive ones, such as those of the process, are read when a report first asks for them. */
final class ThisJvm implements JvmFacts {
    /** The first release that records an archive of the program's classes while the program runs. */
    private static final int RECORDS = 24;

    private final String java = System.getProperty("java.version", "unknown");
    private final @Nullable String main = mainClass();
    private final Instant now;
    private final @Nullable Service given;
    private volatile @Nullable Found found;
    private volatile @Nullable Instant started;
    private volatile boolean named;
    private volatile @Nullable Service service;

    private record Found(long pid, @Nullable String host) {}

    /** Uses {@code now} as the start of the process if the system does not report it. */
    ThisJvm(Instant now, @Nullable Service given) {
        this.now = now;
        this.given = given;
    }

    private Found found() {
        Found known = found;
        if (known == null) {
            known = new Found(ProcessHandle.current().pid(), hostName());
            found = known;
        }
        return known;
    }

    @Override
    public long pid() {
        return found().pid;
    }

    @Override
    public String java() {
        return java;
    }

    @Override
    public @Nullable String main() {
        return main;
    }

    @Override
    public @Nullable String host() {
        return found().host;
    }

    @Override
    public Instant started() {
        Instant known = started;
        if (known == null) {
            known = ProcStart.read();
            known = known != null
                    ? known
                    : ProcessHandle.current().info().startInstant().orElse(now);
            started = known;
        }
        return known;
    }

    @Override
    public @Nullable Service service() {
        if (!named) {
            service = ServiceName.of(
                    given,
                    System.getenv("OTEL_SERVICE_NAME"),
                    System.getenv("OTEL_RESOURCE_ATTRIBUTES"),
                    ServiceName.mainJar(
                            System.getProperty("java.class.path", ""), System.getProperty("sun.java.command", "")));
            named = true;
        }
        return service;
    }

    private static @Nullable String mainClass() {
        String command = System.getProperty("sun.java.command", "").strip();
        int end = 0;
        while (end < command.length() && command.charAt(end) > ' ') {
            end++;
        }
        return end == 0 ? null : command.substring(0, end);
    }

    /** Reads the host name from the environment or a system file: a name server could take seconds. */
    private static @Nullable String hostName() {
        String named = System.getenv("HOSTNAME");
        for (String file : new String[] {"/proc/sys/kernel/hostname", "/etc/hostname"}) {
            if (named == null || named.isBlank()) {
                try {
                    named = Files.readString(Path.of(file)).strip();
                } catch (IOException | RuntimeException e) {
                    named = null;
                }
            }
        }
        return named == null || named.isBlank() ? null : named;
    }

    /** Returns why this run must not be watched, or null. Needs {@code jdk.internal.misc} open to the agent. */
    static @Nullable String records() {
        return Runtime.version().feature() >= RECORDS && VmArguments.recordsArchive()
                ? "this JVM records an AOT cache (-XX:AOTCacheOutput or -XX:AOTMode=record), which hooks would spoil:"
                        + " the program runs without the agent"
                : null;
    }

    /** Returns why the agent does not support this JVM, or null if it does. */
    static @Nullable String unsupported() {
        String name = System.getProperty("java.vm.name", "");
        if (name.contains("OpenJ9") || name.contains("Substrate")) {
            return name + " is not supported (HotSpot 17 and newer is): the program runs without the agent";
        }
        return null;
    }
}
