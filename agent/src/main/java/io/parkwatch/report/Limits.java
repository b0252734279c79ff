// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Frame;
import io.parkwatch.text.Printable;
import java.util.List;

/** Limits the length of names and frames in a report. */
final class Limits {
    /** The most characters of one name (contract). */
    static final int MOST_NAME = 200;

    private Limits() {}

    static <T> List<T> first(int most, List<T> all) {
        return all.size() <= most ? all : all.subList(0, most);
    }

    static String name(String name) {
        return Printable.cut(MOST_NAME, name);
    }

    /** Returns a frame as printed, with class, method and file cut like any name. */
    static String frame(Frame f) {
        String file = f.file() == null ? null : name(f.file());
        return new Frame(name(f.className()), name(f.method()), file, f.line(), f.queue()).text();
    }
}
