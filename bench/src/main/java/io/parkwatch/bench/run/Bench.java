// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all rows know.
 *
 * @param quick a few short rounds
 */
public record Bench(Jars jars, List<Jdk> jdks, boolean quick) {
    /** Port 0: several of them may run at once on a machine. */
    public static final String DEFAULTS = "port=0";

    private static final int DEADLINE_SECONDS = 600;

    /** One of two, by how much time there is. */
    public int pick(int quickly, int fully) {
        return quick ? quickly : fully;
    }

    /** Where time is short, what is much the same on all JDKs is measured on the newest only. */
    public List<Jdk> newestIfQuick() {
        return quick ? jdks.subList(jdks.size() - 1, jdks.size()) : jdks;
    }

    /** A row's variants: where time is short neither others' work nor what the flag does alone. */
    public List<Variant> variants(List<Variant> ours, Variant... peers) {
        return quick
                ? Variant.FOUR
                : Stream.concat(ours.stream(), Stream.of(peers)).toList();
    }

    /** Those of the variants that this JDK, and what was downloaded, can do. */
    public List<Variant> on(Jdk jdk, List<Variant> variants) {
        return variants.stream().filter(variant -> variant.runsOn(jdk, jars)).toList();
    }

    /** A task that runs a program to its end, on one core where that can be had. */
    public Row.Task onOneCore(
            Jdk jdk, Variant variant, String options, List<String> flags, Class<?> main, Object... args) {
        return new Row.Task(jdk, variant, main.getSimpleName(), () -> {
            List<String> command = new ArrayList<>(OneCore.PREFIX);
            command.addAll(command(jdk, variant, options, flags, main, args));
            try (Child child = Child.start(command)) {
                return figures(child);
            }
        });
    }

    /** Starts a program. */
    public Child start(Jdk jdk, Variant variant, String options, List<String> flags, Class<?> main, Object... args)
            throws IOException {
        return Child.start(command(jdk, variant, options, flags, main, args));
    }

    /** What starts a program. */
    public List<String> command(
            Jdk jdk, Variant variant, String options, List<String> flags, Class<?> main, Object... args) {
        List<String> command = new ArrayList<>();
        command.add(jdk.command("java").toString());
        command.addAll(variant.flags(jars, options));
        command.addAll(flags);
        command.addAll(List.of("-cp", jars.programs().toString(), main.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return command;
    }

    /** What starts the web service, which says {@code ready} and its port; only where {@link Jars#web} was built. */
    public List<String> web(Jdk jdk, Variant variant, String options, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(jdk.command("java").toString());
        command.addAll(variant.flags(jars, options));
        command.addAll(List.of(flags));
        command.addAll(List.of("-jar", jars.web().orElseThrow().toString()));
        return command;
    }

    /** Waits for a program's end. */
    public Map<String, Double> figures(Child child) throws IOException {
        return child.figures(DEADLINE_SECONDS);
    }
}
