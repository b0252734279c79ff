// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * So many of a finding's threads were not proved leaked when somebody asked, and why: a word of {@link WhyNot}, or of a
 * newer agent.
 */
public record Unproved(String reason, int count) {}
