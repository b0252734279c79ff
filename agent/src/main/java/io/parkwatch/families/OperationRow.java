// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.finding.Role;
import java.util.List;

/**
 * The methods of one class in which a thread waits, as the frames of its stack show it.
 *
 * @param className class of the frames
 * @param type class of the channel, as reports name it
 * @param around whether the class only wraps the object that is waited on, as an executor does
 */
public record OperationRow(String className, String type, Role role, boolean around, List<String> methods) {}
