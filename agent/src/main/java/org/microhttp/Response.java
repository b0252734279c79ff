// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** Replaces the class of microhttp 0.11, which writes in the JVM's default charset. */
@SuppressWarnings("ArrayRecordComponent") // written to a socket and dropped, never compared
public record Response(int status, String reason, List<Header> headers, byte[] body) {

    public boolean hasHeader(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    byte[] serialize(String version, List<Header> more) {
        StringBuilder head = new StringBuilder(256);
        head.append(version)
                .append(' ')
                .append(status)
                .append(' ')
                .append(reason)
                .append("\r\n");
        add(more, head);
        add(headers, head);
        byte[] first = head.append("\r\n").toString().getBytes(ISO_8859_1);
        byte[] all = new byte[first.length + body.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    private static void add(List<Header> headers, StringBuilder to) {
        for (Header header : headers) {
            to.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
    }
}
