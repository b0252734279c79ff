// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

/** One answer; {@code body} is UTF-8. */
@SuppressWarnings("ArrayRecordComponent") // written to a socket and dropped, never compared
public record Scrape(String contentType, byte[] body) {}
