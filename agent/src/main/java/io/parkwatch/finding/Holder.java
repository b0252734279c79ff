// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * The thread that must act for a wait to end.
 *
 * @param name may be empty (most virtual threads have none)
 * @param how it is known that it must
 */
public record Holder(long id, String name, boolean virtual, String how) {
    /** Its end is what is waited for. */
    public static final String JOINED = "thread waited for";
}
