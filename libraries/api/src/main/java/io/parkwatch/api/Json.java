// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the agent's JSON. Throws a {@code RuntimeException} if the text is something else. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Returns an object as an unmodifiable map, numbers in it as longs or doubles. */
    static Map<String, Object> parse(String text) {
        Json json = new Json(text);
        json.expect('{');
        return json.object();
    }

    private Map<String, Object> object() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (boolean more = !next('}'); more; more = comma('}')) {
            expect('"');
            String name = string();
            expect(':');
            all.put(name, value());
        }
        return Collections.unmodifiableMap(all);
    }

    private List<Object> array() {
        List<Object> all = new ArrayList<>();
        for (boolean more = !next(']'); more; more = comma(']')) {
            all.add(value());
        }
        return Collections.unmodifiableList(all);
    }

    private Object value() {
        if (next('{')) {
            return object();
        }
        if (next('[')) {
            return array();
        }
        if (next('"')) {
            return string();
        }
        int from = at;
        while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        return word.indexOf('.') < 0 ? (Object) Long.valueOf(word) : Double.valueOf(word);
    }

    /** Reads the rest of a string, after its first quote. */
    private String string() {
        StringBuilder out = new StringBuilder();
        int from = at;
        for (char c = text.charAt(at); c != '"'; c = text.charAt(at)) {
            at++;
            if (c == '\\') {
                out.append(text, from, at - 1).append(escaped());
                from = at;
            }
        }
        return out.append(text, from, at++).toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(text, at - 4, at, 16);
        }
        int known = "tbnrf".indexOf(c);
        return known < 0 ? c : "\t\b\n\r\f".charAt(known);
    }

    /** Skips a comma and returns true, or skips the end. */
    private boolean comma(char end) {
        if (next(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    /** Skips this character, if it is the next one. */
    private boolean next(char c) {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!next(c)) {
            throw new IllegalArgumentException("no " + c + " at " + at);
        }
    }
}
