// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.microhttp.Header;
import org.microhttp.Response;

/** A response, before it is known whether the request is a HEAD. */
@SuppressWarnings("ArrayRecordComponent") // written to a socket and dropped, never compared
record Answer(int status, List<Header> headers, byte[] body) {
    /** Returns an answer of one line for people. */
    static Answer line(int status, String text) {
        return of(status, "text/plain; charset=utf-8", (Printable.line(text) + '\n').getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, List.of(new Header("Content-Type", contentType)), body);
    }

    Answer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, more, body);
    }

    /** Returns the response with the common headers. For HEAD the length is that of the body that GET would return. */
    Response response(boolean head) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Length", Integer.toString(body.length)));
        all.add(new Header("Cache-Control", "no-store"));
        all.add(new Header("X-Content-Type-Options", "nosniff"));
        all.add(new Header("Connection", "close"));
        return new Response(status, reason(status), all, head ? new byte[0] : body);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "-";
        };
    }
}
