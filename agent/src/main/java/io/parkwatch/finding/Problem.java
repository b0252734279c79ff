// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * What does not work in this JVM.
 *
 * @param part a label for metrics, one word: {@code virtual}, {@code platform}, {@code http}, {@code report},
 *     {@code traces}, {@code jox}, …
 * @param text one line for people
 */
public record Problem(String part, String text) {}
