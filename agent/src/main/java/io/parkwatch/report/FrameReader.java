// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Parses the output of {@link Frame#text} to a frame that prints the same again: {@code com.acme.X.m(X.java:41)},
 * {@code (X.java)}, {@code (Native Method)}, {@code (Unknown Source)}. Any other text is not an error, but becomes a
 * frame that prints it.
 */
final class FrameReader {
    private static final String NATIVE = "Native Method";
    private static final String UNKNOWN = "Unknown Source";

    private FrameReader() {}

    /** Parses one frame. The text does not show whether the class is a queue, so it counts as none. */
    static Frame parse(String text) {
        // The last one: a method name in Kotlin or Scala may be a sentence with parentheses, a file name hardly is.
        int open = text.endsWith(")") ? text.lastIndexOf('(') : -1;
        String called = open < 0 ? text : text.substring(0, open);
        String place = open < 0 ? UNKNOWN : text.substring(open + 1, text.length() - 1);
        // The last one: a method name has no dot, a class name has. Module and loader prefixes stay with the class.
        int dot = called.lastIndexOf('.');
        String type = dot < 0 ? "" : called.substring(0, dot);
        String method = called.substring(dot + 1);
        if (place.equals(NATIVE)) {
            return new Frame(type, method, null, -2, false);
        }
        int line = line(place);
        return new Frame(
                type, method, line > 0 ? place.substring(0, place.lastIndexOf(':')) : file(place), line, false);
    }

    private static @Nullable String file(String place) {
        return place.equals(UNKNOWN) ? null : place;
    }

    /** Returns the line, or 0 unless it is exactly as printed: a file may be named {@code a:007}. */
    private static int line(String place) {
        String digits = place.substring(place.lastIndexOf(':') + 1);
        try {
            int line = digits.length() == place.length() ? 0 : Integer.parseInt(digits);
            return line > 0 && digits.equals(Integer.toString(line)) ? line : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
