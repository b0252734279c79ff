// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * The thread that must act for a wait to end.
 *
 * @param name may be empty, as most virtual threads have no name
 * @param how how the holder is known
 */
public record Holder(long id, String name, boolean virtual, String how) {
    /** The wait ends when this thread ends. */
    public static final String JOINED = "thread waited for";
}
