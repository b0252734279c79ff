// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Role;

/** A method of the program's own channel type, as the option {@code channels} names it. */
public record UserChannel(String className, String method, Role role) {

    /** Whether a class is this channel's or nested in it. */
    boolean owns(String name) {
        return name.equals(className) || name.startsWith(className + '$');
    }
}
