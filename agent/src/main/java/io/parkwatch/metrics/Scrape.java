// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

/** The response to one scrape, of the look of this number; {@code body} is UTF-8. */
@SuppressWarnings("ArrayRecordComponent") // written to a socket and dropped, never compared
public record Scrape(String contentType, byte[] body, int look) {}
