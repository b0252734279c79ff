// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.metrics.Accept;
import org.jspecify.annotations.Nullable;

/** One form of what a path shows of one look, rendered once and shared by all requests. */
final class Page {
    /** What is shown: the same object means that the page is still the present one. */
    final Object of;

    private final String tag;
    private final Answer plain;
    private final int level;
    private byte @Nullable [] packed;

    /** Creates a page; {@code tag} is of this page alone, {@code level} is that of {@link Gzip}. */
    Page(Object of, String tag, Answer plain, int level) {
        this.of = of;
        this.tag = tag;
        this.plain = plain;
        this.level = level;
    }

    Answer to(Asked asked) {
        boolean gzip = Accept.prefersGzip(asked.encodings());
        String wanted = gzip ? '"' + tag + "-gzip\"" : '"' + tag + '"';
        if (asked.knows(wanted)) {
            return varied(new Answer(304, "", new byte[0])).with("ETag", wanted);
        }
        byte[] body = gzip ? packed() : null;
        return body == null
                ? varied(plain).with("ETag", '"' + tag + '"')
                : new Answer(200, varied(plain).headers(), body)
                        .with("ETag", wanted)
                        .with("Content-Encoding", "gzip");
    }

    /** Adds what a cache must know of each answer here. */
    static Answer varied(Answer answer) {
        return answer.with("Vary", "Accept, Accept-Encoding");
    }

    /** Returns the body in gzip format, or null if there is no memory for that: the body itself is there. */
    private byte @Nullable [] packed() {
        if (packed == null) {
            try {
                packed = Gzip.of(plain.body(), level);
            } catch (OutOfMemoryError | LinkageError e) {
                return null;
            }
        }
        return packed;
    }
}
