// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * The {@code main} method's wait, which is no finding.
 *
 * @param seconds its age
 * @param atLeast it began before the first look
 * @param end it is known that it waits for the end of the program
 */
public record MainWait(Frame waitsAt, String operation, double seconds, boolean atLeast, boolean end) {}
