// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

/** An option that can't be used; the message names the key, the value and what is allowed. */
public final class OptionsException extends Exception {
    private static final long serialVersionUID = 1;

    OptionsException(String message) {
        super(message);
    }
}
