// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * The number of a finding's threads that a proof did not prove leaked for one reason, a word of {@link WhyNot} or of a
 * newer agent.
 */
public record Unproved(String reason, int count) {}
