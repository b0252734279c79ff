// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

/**
 * The filter for all text on its way to a terminal, a log or a label. Names come from the program, and answers of other
 * JVMs from anybody. They must not move the cursor, break a line or change the text direction.
 */
public final class Printable {
    private Printable() {}

    /**
     * Replaces each character that does not fill a cell by {@code ?}: control, format and direction characters, line
     * separators, variation selectors, unpaired surrogates and unassigned code points.
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

    /** Does the same and replaces line breaks, which exception messages may contain, by one blank. */
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

    /** Returns equivalent JSON, with such characters escaped in strings, and blanks for controls between strings. */
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
                safe.append(' '); // JSON allows none inside a string
            } else if (Character.getType(c) == Character.SURROGATE) {
                safe.append('?'); // as UTF-8 encoders do: many parsers reject an unpaired surrogate, even escaped
            } else {
                for (char half : Character.toChars(c)) {
                    escape(safe, half);
                }
            }
        }
        return safe.toString();
    }

    /** Returns the first {@code most} chars, one fewer if the cut would split a surrogate pair. */
    public static String cut(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    static void escape(StringBuilder to, char c) {
        to.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            to.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
    }

    /** Reports whether the text is printable ASCII. Nearly all texts are, and need no copy. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Reports whether {@code \R} of regular expressions matches the character. */
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
