// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.util.Map;

/**
 * One series of the agent's metrics.
 *
 * @param name as on the agent's port, such as {@code parkwatch_stuck_threads}
 * @param type {@code gauge}, {@code counter}, {@code info} (its value is 1) or {@code summary}
 * @param labels in the order of the page; a value may be empty, which stands for none
 * @param value the value; the sum of a summary
 * @param count the count of a summary; else 0
 */
public record Series(String name, String type, String help, Map<String, String> labels, double value, long count) {}
