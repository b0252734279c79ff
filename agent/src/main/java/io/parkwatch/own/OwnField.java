// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.own;

/**
 * A field that a thread may be parked by, or whose monitor it may wait on.
 *
 * @param type class of the JDK's that it is declared with, {@code java.util.concurrent.locks.Condition}
 */
public record OwnField(String name, String type) {}
