// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what {@link Frame#text} prints, so that it prints the same again: {@code com.acme.X.m(X.java:41)},
 * {@code (X.java)}, {@code (Native Method)}, {@code (Unknown Source)}. What another schema's agent may call a frame
 * becomes one that prints it, not an error.
 */
final class FrameReader {
    private static final String NATIVE = "Native Method";
    private static final String UNKNOWN = "Unknown Source";

    private FrameReader() {}

    static List<Frame> all(List<String> texts) {
        List<Frame> frames = new ArrayList<>(texts.size());
        for (String text : texts) {
            frames.add(parse(text));
        }
        return frames;
    }

    /** Whether the class is a queue is not told by its text: it counts as none. */
    static Frame parse(String text) {
        // The last one, since a method's name in Kotlin or Scala may be a sentence with brackets; a file's hardly is.
        int open = text.endsWith(")") ? text.lastIndexOf('(') : -1;
        String called = open < 0 ? text : text.substring(0, open);
        String place = open < 0 ? UNKNOWN : text.substring(open + 1, text.length() - 1);
        // The last one: a method's name has no dot, a class has (module and loader prefixes stay with it).
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

    /** 0 unless a line ends it exactly as it is printed: a file may be named {@code a:007}. */
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
