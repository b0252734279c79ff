// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Frame;

/** Limits the length of names and frames in a report. */
final class Limits {
    /** The most characters of one name (contract). */
    static final int MOST_NAME = 200;

    private Limits() {}

    static String name(String name) {
        return to(MOST_NAME, name);
    }

    /** Returns a frame as printed, with class, method and file cut like any name. */
    static String frame(Frame f) {
        if (f.className().length() <= MOST_NAME
                && f.method().length() <= MOST_NAME
                && (f.file() == null || f.file().length() <= MOST_NAME)) {
            return f.text();
        }
        return new Frame(
                        name(f.className()),
                        name(f.method()),
                        f.file() == null ? null : name(f.file()),
                        f.line(),
                        f.queue())
                .text();
    }

    /** Returns the first {@code most} chars, one fewer if the cut would split a surrogate pair. */
    static String to(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
