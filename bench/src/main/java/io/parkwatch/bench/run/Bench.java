// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The parts of a run that all rows share.
 *
 * @param quick whether it is limited to a few short rounds
 */
public record Bench(Jars jars, List<Jdk> jdks, boolean quick) {
    /** Any free port, since several agents may run on a machine at once. */
    public static final String DEFAULTS = "port=0";

    private static final int DEADLINE_SECONDS = 600;

    /** Returns the first value in a quick run, otherwise the second. */
    public int pick(int quickly, int fully) {
        return quick ? quickly : fully;
    }

    /** Returns the JDKs for figures that differ little between them. In a quick run this is only the newest. */
    public List<Jdk> newestIfQuick() {
        return quick ? jdks.subList(jdks.size() - 1, jdks.size()) : jdks;
    }

    /** Returns the variants of a row. A quick run leaves out peers and the flag alone. */
    public List<Variant> variants(List<Variant> ours, Variant... peers) {
        return quick
                ? Variant.FOUR
                : Stream.concat(ours.stream(), Stream.of(peers)).toList();
    }

    /** Returns the variants that this JDK supports and whose jars were downloaded. */
    public List<Variant> on(Jdk jdk, List<Variant> variants) {
        return variants.stream().filter(variant -> variant.runsOn(jdk, jars)).toList();
    }

    /** Returns a task that runs a program to its end, on one core if the machine allows it. */
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

    public Child start(Jdk jdk, Variant variant, String options, List<String> flags, Class<?> main, Object... args)
            throws IOException {
        return Child.start(command(jdk, variant, options, flags, main, args));
    }

    /** Returns the command that starts a program. */
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

    /** Returns the command for the web service, which prints {@code ready} and its port. Needs {@link Jars#web}. */
    public List<String> web(Jdk jdk, Variant variant, String options, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(jdk.command("java").toString());
        command.addAll(variant.flags(jars, options));
        command.addAll(List.of(flags));
        command.addAll(List.of("-jar", jars.web().orElseThrow().toString()));
        return command;
    }

    /** Waits until a program ends, and returns its figures. */
    public Map<String, Double> figures(Child child) throws IOException {
        return child.figures(DEADLINE_SECONDS);
    }
}
