// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.own;

import io.parkwatch.finding.Role;

/** A method of the program's own channel type, as the option {@code channels} or an annotation names it. */
public record UserChannel(String className, String method, Role role) {}
