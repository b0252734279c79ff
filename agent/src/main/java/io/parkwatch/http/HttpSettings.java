// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.util.List;

/**
 * The settings of the HTTP endpoint.
 *
 * @param host name or address to bind
 * @param firstPort the first port to try; 0 for any port
 * @param lastPort the last port to try; the first free port is bound
 * @param exposeAll whether stacks and thread names are shown on an address other than loopback, too
 * @param hosts additional names accepted in the Host of a request
 */
public record HttpSettings(String host, int firstPort, int lastPort, boolean exposeAll, List<String> hosts) {}
