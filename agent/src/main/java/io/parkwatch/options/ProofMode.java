// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

/** When the agent asks the garbage collector which waits are leaked. */
public enum ProofMode {
    OFF,
    /** On request. */
    ASK,
    /** Now and then, without a request. */
    ON;

    static ProofMode of(String word) {
        return word.equals("off") ? OFF : word.equals("on") ? ON : ASK;
    }
}
