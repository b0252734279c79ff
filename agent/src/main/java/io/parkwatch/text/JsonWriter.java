// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON on one line. The caller opens and closes objects and arrays in order. Gson's writer creates its tables in
 * a static initializer: if that failed for lack of memory, no report could ever be written again (docs/decisions/0016).
 */
public final class JsonWriter {
    private final StringBuilder out;

    /** Whether the next name or value needs a comma. */
    private boolean follows;

    public JsonWriter(StringBuilder out) {
        this.out = out;
    }

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    public JsonWriter name(String name) {
        separate();
        quoted(name);
        out.append(':');
        follows = false;
        return this;
    }

    public JsonWriter value(String text) {
        separate();
        quoted(text);
        return this;
    }

    public JsonWriter value(long number) {
        return jsonValue(Long.toString(number));
    }

    /** Writes a field, unless the text is null or empty. The next three leave out null, 0 and false. */
    public JsonWriter text(String name, @Nullable String text) {
        return text == null || text.isEmpty() ? this : name(name).value(text);
    }

    public JsonWriter number(String name, @Nullable Integer number) {
        return number == null ? this : name(name).value(number);
    }

    public JsonWriter positive(String name, long number) {
        return number <= 0 ? this : name(name).value(number);
    }

    public JsonWriter flag(String name, boolean flag) {
        return flag ? name(name).value(true) : this;
    }

    /** Writes seconds as {@code 71.4}, or {@code 71}. The JDK's code for doubles has tables in initializers, too. */
    public JsonWriter seconds(String name, double seconds) {
        long tenths = Math.round(seconds * 10);
        long whole = Math.abs(tenths) / 10;
        long rest = Math.abs(tenths) % 10;
        return name(name).jsonValue((tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest));
    }

    public JsonWriter value(boolean flag) {
        return jsonValue(Boolean.toString(flag));
    }

    public JsonWriter jsonValue(String json) {
        separate();
        out.append(json);
        return this;
    }

    private JsonWriter open(char bracket) {
        separate();
        out.append(bracket);
        follows = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        out.append(bracket);
        follows = true;
        return this;
    }

    private void separate() {
        if (follows) {
            out.append(',');
        }
        follows = true;
    }

    /** Writes a string. Text that needs no escape is appended in one piece. */
    private void quoted(String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && c != '\u2028' && c != '\u2029') {
                continue;
            }
            out.append(text, from, i);
            escaped(c);
            from = i + 1;
        }
        out.append(text, from, text.length()).append('"');
    }

    /** Escapes a character. U+2028 and U+2029 are escaped, too: JavaScript once took them for line ends. */
    private void escaped(char c) {
        int known = "\"\\\t\b\n\r\f".indexOf(c);
        if (known >= 0) {
            out.append('\\').append("\"\\tbnrf".charAt(known));
        } else {
            Printable.escape(out, c);
        }
    }
}
