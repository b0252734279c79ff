// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import java.util.List;

/** Replaces the class of microhttp 0.11, which writes in the JVM's default charset. The head is whole. */
@SuppressWarnings("ArrayRecordComponent") // written to a socket and dropped, never compared
public record Response(byte[] head, byte[] body) {
    boolean hasHeader(String name) {
        return true;
    }

    byte[] serialize(String version, List<Header> more) {
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
