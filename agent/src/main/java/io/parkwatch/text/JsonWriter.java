// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

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

    /** Writes {@code 71.4}, or {@code 71}. The JDK's code for doubles has tables in static initializers, too. */
    public JsonWriter tenths(long tenths) {
        long whole = Math.abs(tenths) / 10;
        long rest = Math.abs(tenths) % 10;
        return jsonValue((tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest));
    }

    public JsonWriter value(boolean flag) {
        return jsonValue(Boolean.toString(flag));
    }

    /** Writes a value that is already JSON. */
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
