// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * A part of the agent that does not work in this JVM.
 *
 * @param part the part in one word, a label of metrics: {@code virtual}, {@code platform}, {@code http},
 *     {@code report}, {@code traces}, {@code jox}, …
 * @param text one line for people
 */
public record Problem(String part, String text) {}
