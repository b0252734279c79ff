// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * The wait of the {@code main} method, which is no finding.
 *
 * @param seconds its age
 * @param atLeast whether the wait began before the first look
 * @param end whether it is known to wait for the end of the program
 */
public record MainWait(Frame waitsAt, String operation, double seconds, boolean atLeast, boolean end) {}
