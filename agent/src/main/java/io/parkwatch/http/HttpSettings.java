// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.util.List;

/**
 * Where to listen.
 *
 * @param host name or address to bind
 * @param firstPort the first port to try; 0: any
 * @param lastPort the last one; the first that is free is taken
 * @param exposeAll whether an address other than loopback shows stacks and thread names too
 * @param hosts further names that a request's Host may have
 */
public record HttpSettings(String host, int firstPort, int lastPort, boolean exposeAll, List<String> hosts) {
    /** With no further names. */
    public HttpSettings(String host, int firstPort, int lastPort, boolean exposeAll) {
        this(host, firstPort, lastPort, exposeAll, List.of());
    }
}
