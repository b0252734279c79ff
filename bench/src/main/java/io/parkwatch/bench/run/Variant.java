// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The agents and flags that a program runs with. */
public enum Variant {
    BARE("bare JVM"),
    EMPTY("empty agent"),
    PARKWATCH("Parkwatch"),
    BARE_FLAG("bare JVM, flag"),
    PARKWATCH_FLAG("Parkwatch, flag"),
    BLOCKHOUND("BlockHound"),
    JFR("JFR, profile"),
    OPENTELEMETRY("OpenTelemetry"),
    /** The agent of kotlinx.coroutines itself, which finds suspended coroutines. */
    PROBES("DebugProbes"),
    PROBES_STACKS("DebugProbes, creation stacks"),
    /** A bare JVM that a row asks for a dump by {@code jcmd} at each interval. */
    DUMPS("thread dumps");

    /** The variants that each row has, as far as the JDK supports them. */
    public static final List<Variant> OURS = List.of(BARE, EMPTY, PARKWATCH, BARE_FLAG, PARKWATCH_FLAG);

    /** {@link #OURS} without the flag alone. */
    public static final List<Variant> FOUR = List.of(BARE, EMPTY, PARKWATCH, PARKWATCH_FLAG);

    /** Removes the cost that any agent adds to each hand-over of virtual threads. */
    private static final List<String> FLAG =
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:-DoJVMTIVirtualThreadTransitions");

    private final String title;

    Variant(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Reports whether it includes Parkwatch. */
    public boolean parkwatch() {
        return this == PARKWATCH || this == PARKWATCH_FLAG;
    }

    /** Reports whether it measures another tool. */
    public boolean peer() {
        return !OURS.contains(this);
    }

    boolean runsOn(Jdk jdk, Jars jars) {
        return switch (this) {
            case BARE_FLAG, PARKWATCH_FLAG, DUMPS -> jdk.hasVirtualThreads();
            case BLOCKHOUND -> jars.blockHound().isPresent();
            case OPENTELEMETRY -> jars.openTelemetry().isPresent();
            default -> true;
        };
    }

    /**
     * Returns the flags for the JVM.
     *
     * @param options the options of Parkwatch, if the variant includes it
     */
    public List<String> flags(Jars jars, String options) {
        return switch (this) {
            case BARE, DUMPS -> List.of();
            case EMPTY -> List.of("-javaagent:" + jars.empty());
            case PARKWATCH -> List.of(parkwatch(jars, options));
            case BARE_FLAG -> FLAG;
            case PARKWATCH_FLAG ->
                Stream.concat(FLAG.stream(), Stream.of(parkwatch(jars, options)))
                        .toList();
            case BLOCKHOUND ->
                List.of("-XX:+AllowRedefinitionToAddDeleteMethods", "-javaagent:" + peer(jars.blockHound()));
            case JFR -> List.of("-XX:StartFlightRecording:settings=profile");
            case OPENTELEMETRY ->
                List.of(
                        "-javaagent:" + peer(jars.openTelemetry()),
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none");
            case PROBES -> probes(jars, false);
            case PROBES_STACKS -> probes(jars, true);
        };
    }

    private static List<String> probes(Jars jars, boolean stacks) {
        return List.of(
                "-javaagent:" + jars.coroutines(), "-Dkotlinx.coroutines.debug.enable.creation.stack.trace=" + stacks);
    }

    private static String parkwatch(Jars jars, String options) {
        return "-javaagent:" + jars.parkwatch() + "=" + options;
    }

    private static Path peer(java.util.Optional<Path> jar) {
        return jar.orElseThrow(() -> new IllegalStateException("this peer was not downloaded"));
    }
}
