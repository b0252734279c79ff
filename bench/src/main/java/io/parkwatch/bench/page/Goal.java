// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import io.parkwatch.bench.run.Variant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a row's figures should be.
 *
 * @param row its id
 * @param what the figures are, for the page
 * @param wanted for the page
 * @param limit the highest that is as wanted; not a number: nothing is wanted, the figure is only told
 * @param measures those whose whole name matches
 * @param columns of the row's tables
 * @param base the column whose figure is taken off; empty: none is
 */
public record Goal(
        String row, String what, String wanted, double limit, Pattern measures, List<String> columns, String base) {

    private static final List<String> RATIOS = List.of(RatioTable.TO_EMPTY, RatioTable.FLAG_TO_BARE);
    private static final List<String> FIGURES = List.of(Variant.PARKWATCH.title(), Variant.PARKWATCH_FLAG.title());

    /** Of ratios: to the empty agent, and with the flag to the bare JVM. */
    public static Goal ratio(String row, String what, String wanted, double limit, String measures) {
        return new Goal(row, what, wanted, limit, Pattern.compile(measures), RATIOS, "");
    }

    /** Of figures that stand for themselves. */
    public static Goal figure(String row, String what, String wanted, double limit, String measure) {
        return new Goal(row, what, wanted, limit, Pattern.compile(".*" + Pattern.quote(measure)), FIGURES, "");
    }

    /** Of what is only told. */
    public static Goal told(String row, String what, String measures, String column) {
        return new Goal(row, what, "–", Double.NaN, Pattern.compile(measures), List.of(column), "");
    }

    /** Of what is added to the empty agent's figures. */
    public static Goal added(String row, String what, String wanted, double limit, String measure) {
        Pattern measures = Pattern.compile(Pattern.quote(measure));
        return new Goal(row, what, wanted, limit, measures, FIGURES, Variant.EMPTY.title());
    }
}
