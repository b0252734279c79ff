// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/** The {@code main} method's wait for the end of the program; {@code seconds} is its age, {@code atLeast} if it began before the first look. */
public record MainWait(Frame waitsAt, String operation, double seconds, boolean atLeast) {}
