// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

/** Whether the garbage collector is asked if anything can still wake a stuck virtual thread. */
public enum Prove {
    /** Asks where a test is about to fail for such a thread. */
    AUTO,
    OFF
}
