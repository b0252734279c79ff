// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.custom;

/**
 * A field by which a thread may be parked, or on whose monitor it may wait.
 *
 * @param type the JDK class that the field is declared with, such as {@code java.util.concurrent.locks.Condition}
 */
public record CustomField(String name, String type) {}
