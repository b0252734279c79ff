// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The table of a row whose figures are compared as ratios, and a second table if peers were measured. */
public final class RatioTable {
    /** The column with the cost of any agent. */
    public static final String ANY_AGENT = "empty agent / bare";

    static final String TO_EMPTY = "**Parkwatch / empty agent**";
    static final String FLAG_TO_BARE = "**Parkwatch with flag / bare**";

    private static final String NOTHING = " ";

    private final List<Jdk> jdks;
    private final List<String> measures;
    private final Samples samples;
    private final DoubleFunction<String> unit;

    /** Creates a table of measures in nanoseconds. */
    public RatioTable(List<Jdk> jdks, List<String> measures, Samples samples) {
        this(jdks, measures, samples, RatioTable::nanos);
    }

    /**
     * Creates a table of measures in another unit.
     *
     * @param unit formats a figure
     */
    public RatioTable(List<Jdk> jdks, List<String> measures, Samples samples, DoubleFunction<String> unit) {
        this.jdks = jdks;
        this.measures = measures;
        this.samples = samples;
        this.unit = unit;
    }

    @Override
    public String toString() {
        return ours() + peers();
    }

    private String ours() {
        Markdown table =
                new Markdown("", "JDK", "bare JVM", ANY_AGENT, TO_EMPTY, "bare with flag / bare", FLAG_TO_BARE);
        for (String measure : measures) {
            for (Jdk jdk : jdks) {
                List<Double> bare = samples.of(measure, jdk, Variant.BARE);
                if (!bare.isEmpty()) {
                    table.row(
                            measure,
                            String.valueOf(jdk.release()),
                            unit.apply(Ratio.median(bare)),
                            ratio(measure, jdk, Variant.EMPTY, Variant.BARE),
                            ratio(measure, jdk, Variant.PARKWATCH, Variant.EMPTY),
                            ratio(measure, jdk, Variant.BARE_FLAG, Variant.BARE),
                            ratio(measure, jdk, Variant.PARKWATCH_FLAG, Variant.BARE));
                }
            }
        }
        return table.toString();
    }

    private String peers() {
        List<Variant> there = Arrays.stream(Variant.values())
                .filter(Variant::peer)
                .filter(variant -> jdks.stream()
                        .anyMatch(jdk -> measures.stream()
                                .anyMatch(measure ->
                                        !samples.of(measure, jdk, variant).isEmpty())))
                .toList();
        if (there.isEmpty()) {
            return "";
        }
        Markdown table = new Markdown(Markdown.cells(
                List.of("beside others, all / bare JVM", "JDK", "Parkwatch", "Parkwatch with flag"),
                there.stream().map(Variant::title).toList()));
        for (String measure : measures) {
            for (Jdk jdk : jdks) {
                List<String> ratios = there.stream()
                        .map(variant -> ratio(measure, jdk, variant, Variant.BARE))
                        .toList();
                if (!ratios.stream().allMatch(NOTHING::equals)) {
                    table.row(Markdown.cells(
                            List.of(
                                    measure,
                                    String.valueOf(jdk.release()),
                                    ratio(measure, jdk, Variant.PARKWATCH, Variant.BARE),
                                    ratio(measure, jdk, Variant.PARKWATCH_FLAG, Variant.BARE)),
                            ratios));
                }
            }
        }
        return "\n" + table;
    }

    private String ratio(String measure, Jdk jdk, Variant variant, Variant to) {
        List<Double> measured = samples.of(measure, jdk, variant);
        List<Double> base = samples.of(measure, jdk, to);
        return measured.isEmpty() || base.isEmpty()
                ? NOTHING
                : Ratio.of(measured, base).toString();
    }

    private static String nanos(double nanos) {
        return nanos < 10_000
                ? String.format(Locale.ROOT, nanos < 100 ? "%.1f ns" : "%.0f ns", nanos)
                : String.format(Locale.ROOT, "%.1f µs", nanos / 1000);
    }
}
