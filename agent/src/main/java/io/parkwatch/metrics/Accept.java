// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides which of two formats or encodings a header of a request prefers. */
public final class Accept {
    private Accept() {}

    /** Reports whether OpenMetrics is named with a quality above 0, and at least that of plain text. */
    static boolean prefersOpenMetrics(@Nullable String accept) {
        return prefers(accept, "application/openmetrics-text", "text/plain", "text/*", "*/*");
    }

    /** Reports whether plain text is named with a quality above 0, and at least that of HTML. */
    public static boolean prefersPlainText(@Nullable String accept) {
        return prefers(accept, "text/plain", "text/html", "text/*", "*/*");
    }

    /** Reports whether HTML is named with a quality above 0, as browsers do. */
    public static boolean namesHtml(@Nullable String accept) {
        return accept != null && quality(accept.toLowerCase(Locale.ROOT), "text/html") > 0;
    }

    /** Reports whether gzip is allowed by {@code Accept-Encoding}, with at least the quality of no encoding. */
    public static boolean prefersGzip(@Nullable String encodings) {
        if (encodings == null) {
            return false;
        }
        String lower = encodings.toLowerCase(Locale.ROOT);
        double any = quality(lower, "*");
        double gzip = Math.max(quality(lower, "gzip"), quality(lower, "x-gzip"));
        double none = quality(lower, "identity");
        gzip = gzip < 0 ? any : gzip;
        return gzip > 0 && gzip >= (none < 0 ? any : none);
    }

    /** Compares a format with another, of whose ranges the first that is named counts. */
    private static boolean prefers(@Nullable String accept, String format, String... others) {
        if (accept == null) {
            return false;
        }
        String lower = accept.toLowerCase(Locale.ROOT);
        double other = -1;
        for (int i = 0; i < others.length && other < 0; i++) {
            other = quality(lower, others[i]);
        }
        double quality = quality(lower, format);
        return quality > 0 && quality >= other;
    }

    /** Returns the highest quality given to this range, or -1 if it is not named. */
    private static double quality(String accept, String range) {
        double highest = -1;
        for (String one : accept.split(",", -1)) {
            String[] parts = one.split(";", -1);
            if (parts[0].strip().equals(range)) {
                double quality = 1;
                for (int i = 1; i < parts.length; i++) {
                    String parameter = parts[i].strip();
                    quality = parameter.startsWith("q=") ? number(parameter.substring(2)) : quality;
                }
                highest = Math.max(highest, quality);
            }
        }
        return highest;
    }

    /** Parses a quality. One that cannot be parsed counts as absent, which is 1. */
    private static double number(String text) {
        try {
            return Math.max(0, Math.min(1, Double.parseDouble(text)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
