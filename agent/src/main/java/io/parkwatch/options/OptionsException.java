// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

/** Thrown for an option that can't be used. The message names the key, the value and what is allowed. */
public final class OptionsException extends Exception {
    /** The most characters of a key or of a value in a message. */
    private static final int MOST_SHOWN = 80;

    private static final long serialVersionUID = 1;

    OptionsException(String message) {
        super(message);
    }

    static OptionsException bad(String key, String value, String allowed) {
        return new OptionsException("bad option " + key + "=" + shown(value) + ": allowed is " + allowed);
    }

    static String shown(String text) {
        return shown(text, MOST_SHOWN);
    }

    static String shown(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
