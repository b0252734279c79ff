// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;

/**
 * Where some of a finding's threads or channels were created, or where some of its threads wait: how many, and frames
 * of the program's own.
 */
public record Place(int count, List<Frame> stack) {}
