// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the class of microhttp 0.11, which reads in the JVM's default charset, and so never finds the end of a line
 * with {@code -Dfile.encoding=UTF-16}. It also accepts a request of any size that one read completes. An exception here
 * closes the connection.
 */
final class RequestParser {
    private static final int MOST_BYTES = 8 * 1024;

    private final ByteTokenizer tokenizer;
    /** The method, the path and the version. */
    private final List<String> line = new ArrayList<>();

    private final List<Header> headers = new ArrayList<>();
    private boolean inBody;
    private boolean measured;
    private boolean chunked;
    /** The bytes of the body, or of its current chunk, that are still to be read. */
    private int left;

    RequestParser(ByteTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Parses the available bytes. Returns whether the request is complete. */
    boolean parse() {
        if (tokenizer.size() > MOST_BYTES) {
            throw new IllegalStateException("larger than " + MOST_BYTES + " bytes");
        }
        while (line.size() < 3) {
            String token = next(line.size() < 2 ? " " : "\r\n");
            if (token == null) {
                return false;
            }
            line.add(token);
            if (line.size() == 3) {
                headers.add(new Header(":version", token)); // a name that no client can send
            }
        }
        while (!inBody) {
            String header = next("\r\n");
            if (header == null) {
                return false;
            }
            if (header.isEmpty()) {
                inBody = true;
            } else {
                add(header);
            }
        }
        while (chunked || left > 0) {
            if (left > 0) {
                if (tokenizer.next(left) == null) {
                    return false;
                }
                left = 0;
            } else {
                String size = next("\r\n");
                if (size == null) {
                    return false;
                }
                int length = length(size, 16);
                chunked = length > 0;
                left = length + 2; // the line's end
            }
        }
        return true;
    }

    private @Nullable String next(String delimiter) {
        byte[] token = tokenizer.next(delimiter.getBytes(ISO_8859_1));
        return token == null ? null : new String(token, ISO_8859_1);
    }

    private void add(String header) {
        int colon = header.indexOf(':');
        if (colon <= 0) {
            throw new IllegalStateException("a header without a name");
        }
        String name = header.substring(0, colon);
        String value = header.substring(colon + 1).stripLeading();
        boolean hasLength = name.equalsIgnoreCase("Content-Length");
        boolean hasEncoding = name.equalsIgnoreCase("Transfer-Encoding");
        if (hasLength || hasEncoding) {
            if (measured) {
                throw new IllegalStateException("more than one length");
            }
            measured = true;
            left = hasLength ? length(value, 10) : 0;
            chunked = hasEncoding && value.equalsIgnoreCase("chunked");
        }
        if (!name.equalsIgnoreCase("Connection")) {
            headers.add(new Header(name, value));
        }
    }

    /**
     * Returns the request, without its body: no path here uses one. It claims to be of HTTP/1.0, and has no header
     * Connection: microhttp closes the connection after its answer to such a request alone.
     */
    Request request() {
        return new Request(line.get(0), line.get(1), "HTTP/1.0", headers, new byte[0]);
    }

    private static int length(String digits, int radix) {
        int length = Integer.parseInt(digits, radix);
        if (length < 0 || length > MOST_BYTES) {
            throw new IllegalStateException("a length below zero, or above " + MOST_BYTES);
        }
        return length;
    }
}
