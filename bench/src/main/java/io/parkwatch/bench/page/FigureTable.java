// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a row whose figures are not compared: the median, and the lowest and highest round. */
public final class FigureTable {
    private final List<Jdk> jdks;
    private final List<String> measures;
    private final List<Variant> variants;
    private final Samples samples;

    /** Creates a table of measures whose names end in their unit. */
    public FigureTable(List<Jdk> jdks, List<String> measures, List<Variant> variants, Samples samples) {
        this.jdks = jdks;
        this.measures = measures;
        this.variants = variants;
        this.samples = samples;
    }

    @Override
    public String toString() {
        Markdown table = new Markdown(Markdown.cells(
                List.of("", "JDK"), variants.stream().map(Variant::title).toList()));
        for (String measure : measures) {
            for (Jdk jdk : jdks) {
                List<String> cells = new ArrayList<>();
                for (Variant variant : variants) {
                    cells.add(cell(samples.of(measure, jdk, variant)));
                }
                if (!cells.stream().allMatch(String::isEmpty)) {
                    table.row(Markdown.cells(List.of(measure, String.valueOf(jdk.release())), cells));
                }
            }
        }
        return table.toString();
    }

    private static String cell(List<Double> figures) {
        if (figures.isEmpty()) {
            return "";
        }
        String median = number(Ratio.median(figures));
        return figures.size() == 1
                ? median
                : median + " (" + number(Ratio.quantile(figures, 0)) + "–" + number(Ratio.quantile(figures, 1)) + ")";
    }

    /** Formats a figure. */
    static String number(double figure) {
        return String.format(Locale.ROOT, Math.abs(figure) < 10 ? "%.2f" : "%.0f", figure);
    }
}
