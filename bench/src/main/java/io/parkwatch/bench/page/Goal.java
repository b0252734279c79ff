// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import io.parkwatch.bench.run.Variant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A goal for the figures of a row.
 *
 * @param row the id of the row
 * @param what the name of the figures on the page
 * @param wanted the goal on the page
 * @param limit the highest figure that meets the goal; not a number if the figures are only shown
 * @param measures matches the whole names of the measures
 * @param columns the columns of the row's tables
 * @param base the column whose figure is subtracted; empty if none is
 */
public record Goal(
        String row, String what, String wanted, double limit, Pattern measures, List<String> columns, String base) {

    private static final List<String> RATIOS = List.of(RatioTable.TO_EMPTY, RatioTable.FLAG_TO_BARE);
    private static final List<String> FIGURES = List.of(Variant.PARKWATCH.title(), Variant.PARKWATCH_FLAG.title());

    /** Returns a goal for ratios to the empty agent and, with the flag, to the bare JVM. */
    public static Goal ratio(String row, String what, String wanted, double limit, String measures) {
        return new Goal(row, what, wanted, limit, Pattern.compile(measures), RATIOS, "");
    }

    /** Returns a goal for figures that are not compared. */
    public static Goal figure(String row, String what, String wanted, double limit, String measure) {
        return new Goal(row, what, wanted, limit, Pattern.compile(".*" + Pattern.quote(measure)), FIGURES, "");
    }

    /** Returns a goal without a limit, for figures that are only shown. */
    public static Goal told(String row, String what, String measures, String column) {
        return new Goal(row, what, "–", Double.NaN, Pattern.compile(measures), List.of(column), "");
    }

    /** Returns a goal for the difference from the empty agent's figures. */
    public static Goal added(String row, String what, String wanted, double limit, String measure) {
        Pattern measures = Pattern.compile(Pattern.quote(measure));
        return new Goal(row, what, wanted, limit, measures, FIGURES, Variant.EMPTY.title());
    }
}
