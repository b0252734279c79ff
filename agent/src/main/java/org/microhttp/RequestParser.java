// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Replaces the class of microhttp 0.11, which reads in the JVM's default charset, and so never finds the end of a line
 * with {@code -Dfile.encoding=UTF-16}. It also accepts a request of any size that one read completes. An exception here
 * closes the connection.
 */
final class RequestParser {
    private static final int MOST_BYTES = 8 * 1024;

    // The next part. Not an enum, whose initializer could fail for lack of memory and would not be run again.
    private static final int METHOD = 0;
    private static final int URI = 1;
    private static final int VERSION = 2;
    private static final int HEADER = 3;
    private static final int BODY = 4;
    private static final int CHUNK_SIZE = 5;
    private static final int CHUNK = 6;
    private static final int CHUNK_END = 7;
    private static final int TRAILER = 8;
    private static final int DONE = 9;

    private final ByteTokenizer tokenizer;
    private final byte[] space = {' '};
    private final byte[] crlf = {'\r', '\n'};
    private final List<Header> headers = new ArrayList<>();
    private int state = METHOD;
    private String method = "";
    private String uri = "";
    private String version = "";
    private int length;

    RequestParser(ByteTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Parses the available bytes. Returns whether the request is complete. */
    boolean parse() {
        if (tokenizer.size() > MOST_BYTES) {
            throw new IllegalStateException("larger than " + MOST_BYTES + " bytes");
        }
        while (state != DONE) {
            byte[] token = switch (state) {
                case METHOD, URI -> tokenizer.next(space);
                case BODY, CHUNK -> tokenizer.next(length);
                default -> tokenizer.next(crlf);
            };
            if (token == null) {
                return false;
            }
            state = after(new String(token, ISO_8859_1));
        }
        return true;
    }

    /** Returns the request, without its body: no path here uses one. */
    Request request() {
        return new Request(method, uri, version, headers, new byte[0]);
    }

    private int after(String token) {
        switch (state) {
            case METHOD -> {
                method = token;
                return URI;
            }
            case URI -> {
                uri = token;
                return VERSION;
            }
            case VERSION -> {
                version = token;
                return HEADER;
            }
            case HEADER -> {
                if (token.isEmpty()) {
                    return body();
                }
                headers.add(header(token));
                return HEADER;
            }
            case CHUNK_SIZE -> {
                length = length(token, 16);
                return length == 0 ? TRAILER : CHUNK;
            }
            case CHUNK -> {
                return CHUNK_END;
            }
            case CHUNK_END -> {
                return CHUNK_SIZE;
            }
            default -> {
                return DONE;
            }
        }
    }

    private static Header header(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new IllegalStateException("a header without a name");
        }
        return new Header(line.substring(0, colon), line.substring(colon + 1).stripLeading());
    }

    private int body() {
        int body = DONE;
        int lengths = 0;
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.equals("content-length")) {
                length = length(header.value(), 10);
                body = BODY;
                lengths++;
            } else if (name.equals("transfer-encoding")) {
                body = header.value().equalsIgnoreCase("chunked") ? CHUNK_SIZE : body;
                lengths++;
            }
        }
        if (lengths > 1) {
            throw new IllegalStateException("more than one length");
        }
        return body;
    }

    private static int length(String digits, int radix) {
        int length = Integer.parseInt(digits, radix);
        if (length < 0) {
            throw new IllegalStateException("a length below zero");
        }
        return length;
    }
}
