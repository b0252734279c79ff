// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import org.jspecify.annotations.Nullable;
import org.microhttp.Header;
import org.microhttp.Request;

/**
 * What a request says about the form of its answer: the headers {@code Accept}, {@code Accept-Encoding} and
 * {@code If-None-Match}, null if absent.
 */
record Asked(
        @Nullable String accept,
        @Nullable String encodings,
        @Nullable String known) {
    static Asked by(Request request) {
        return new Asked(all(request, "Accept"), all(request, "Accept-Encoding"), all(request, "If-None-Match"));
    }

    /** Joins the values of a header that is sent more than once, which means the same as a list. */
    private static @Nullable String all(Request request, String name) {
        String all = null;
        for (Header header : request.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                all = all == null ? header.value() : all + ',' + header.value();
            }
        }
        return all;
    }

    /** Reports whether the client has the answer with this tag already. */
    boolean knows(String tag) {
        if (known == null) {
            return false;
        }
        for (String one : known.split(",", -1)) {
            String other = one.strip();
            if (other.equals("*") || (other.startsWith("W/") ? other.substring(2) : other).equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
