// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parkwatch.text.Printable;
import org.microhttp.Response;

/** A response, before it is known whether the request is a HEAD. Each of its headers ends with a line's end. */
@SuppressWarnings("ArrayRecordComponent") // written to a socket and dropped, never compared
record Answer(int status, String headers, byte[] body) {
    static Answer line(int status, String text) {
        return of(status, "text/plain; charset=utf-8", Printable.line(text) + '\n');
    }

    static Answer of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(UTF_8));
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, "", body).with("Content-Type", contentType);
    }

    Answer with(String name, String value) {
        return new Answer(status, headers + name + ": " + value + "\r\n", body);
    }

    /** Returns the response with the common headers. For HEAD the length is that of the body that GET would return. */
    Response response(String version, boolean head) {
        String all = version + ' ' + status + ' ' + reason() + "\r\n" + headers
                + (status == 304 ? "" : "Content-Length: " + body.length + "\r\n")
                + "Cache-Control: no-store\r\n"
                + "X-Content-Type-Options: nosniff\r\n"
                + "Connection: close\r\n\r\n";
        return new Response(all.getBytes(ISO_8859_1), head ? new byte[0] : body);
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 304 -> "Not Modified";
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
