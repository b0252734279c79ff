// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures text in cells of a terminal: a wide character takes two cells, a combining one none. Pure. */
public final class Cells {
    private static final String MARK = "...";

    /**
     * The first and last character of each wide range, in order: East Asian Width W and F, and whole blocks that are
     * mostly wide. Counting one cell too many costs a blank; counting one too few breaks the line.
     */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23F3, 0x25FD, 0x25FE, 0x2600, 0x27BF, 0x2B1B, 0x2B1C,
        0x2B50, 0x2B55, 0x2E80, 0x303E, 0x3041, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19,
        0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1D300, 0x1D37F, 0x1F000,
        0x1FAFF, 0x20000, 0x3FFFD,
    };

    private Cells() {}

    /** Counts the cells of a text that {@link Printable} has cleaned. */
    public static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || (c >= 0x1160 && c <= 0x11FF)) {
            return 0;
        }
        int at = Arrays.binarySearch(WIDE, c);
        boolean inside = at >= 0 || (-at - 1) % 2 == 1; // after an odd number of bounds it is within a range
        return inside ? 2 : 1;
    }

    /** Cleans a text and cuts it to at most {@code cells}. A text that is cut ends in {@code ...} if there is room. */
    static String cut(String text, int cells) {
        String clean = Printable.of(text);
        if (width(clean) <= cells) {
            return clean;
        }
        String mark = cells > MARK.length() * 2 ? MARK : "";
        int room = Math.max(0, cells) - mark.length();
        int end = 0;
        while (end < clean.length()) {
            int c = clean.codePointAt(end);
            room -= width(c);
            if (room < 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return clean.substring(0, end) + mark;
    }

    /**
     * Breaks a text between words into lines of at most {@code cells}. A longer word is cut. {@code ...} replaces text
     * that does not fit into the last line.
     */
    public static List<String> wrap(String text, int cells, int lines) {
        List<String> wrapped = new ArrayList<>();
        String line = "";
        for (String word : Printable.of(text).split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + ' ' + word;
            if (width(longer) <= cells) {
                line = longer;
                continue;
            }
            if (wrapped.size() == lines - 1) {
                wrapped.add(withMark(line, cells));
                return wrapped;
            }
            if (!line.isEmpty()) {
                wrapped.add(line);
            }
            line = cut(word, cells);
        }
        wrapped.add(line);
        return wrapped;
    }

    private static String withMark(String line, int cells) {
        String kept = line;
        while (width(kept) + MARK.length() + 1 > cells && kept.contains(" ")) {
            kept = kept.substring(0, kept.lastIndexOf(' '));
        }
        return cut(kept + ' ' + MARK, cells);
    }

    /** Cuts a text or pads it with blanks to exactly {@code cells}. */
    static String fill(String text, int cells) {
        String cut = cut(text, cells);
        return cut + " ".repeat(Math.max(0, cells - width(cut)));
    }
}
