// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.custom;

import io.parkwatch.finding.Role;

/** A method of one of the program's own channel types, named by the option {@code channels} or by an annotation. */
public record UserChannel(String className, String method, Role role) {}
