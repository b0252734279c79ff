// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * The one filter before a terminal, a log or a label. Names come from the program, and other JVMs' answers from
 * anybody: neither may move a cursor, break a line or turn the direction of the text.
 */
public final class Printable {
    private Printable() {}

    /**
     * What does not stand still in its cell becomes {@code ?}: control, format and direction characters, line
     * separators, variation selectors, halves of a pair, and what Unicode has not given out.
     */
    public static String of(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            clean.appendCodePoint(stands(c) ? c : '?');
        }
        return clean.toString();
    }

    /** The same as one line: a break, which messages of exceptions may have, becomes a blank. */
    public static String line(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length());
        boolean broken = false;
        for (int i = 0; i < text.length(); i++) {
            boolean breaks = breaks(text.charAt(i));
            if (!breaks || !broken) {
                line.append(breaks ? ' ' : text.charAt(i));
            }
            broken = breaks;
        }
        return of(line.toString());
    }

    /**
     * JSON that means the same: in its texts such characters are escaped, between them control characters become
     * blanks.
     */
    public static String json(String json) {
        if (isAscii(json)) {
            return json;
        }
        StringBuilder safe = new StringBuilder(json.length() + 64);
        int c;
        for (int i = 0; i < json.length(); i += Character.charCount(c)) {
            c = json.codePointAt(i);
            if (stands(c)) {
                safe.appendCodePoint(c);
            } else if (c < ' ') {
                safe.append(' '); // JSON allows none inside of a text
            } else if (Character.getType(c) == Character.SURROGATE) {
                safe.append('?'); // as UTF-8 has it: many readers refuse half a pair, escaped too
            } else {
                for (char half : Character.toChars(c)) {
                    escape(safe, half);
                }
            }
        }
        return safe.toString();
    }

    private static void escape(StringBuilder to, char c) {
        to.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            to.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
    }

    /** Nearly all texts are: they cost no copy. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** As {@code \R} has it. */
    private static boolean breaks(char c) {
        return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean stands(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> !(c >= 0xFE00 && c <= 0xFE0F) && !(c >= 0xE0100 && c <= 0xE01EF);
        };
    }
}
