// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.text.Printable;

/** Prints labelled rows. */
final class Rows {
    /** The width of the column with the labels. */
    private static final int LABEL = 14;

    private Rows() {}

    /** Appends a row. A row without text is left out. */
    static void add(StringBuilder out, String label, String text) {
        if (!text.isEmpty()) {
            out.append("  " + label + " ".repeat(LABEL - label.length()) + Printable.of(text) + '\n');
        }
    }

    /** Returns the name, if there is one, and the id of a thread. */
    static String who(String name, String id) {
        return name.isEmpty() ? id : '"' + Limits.name(name) + "\" " + id;
    }
}
