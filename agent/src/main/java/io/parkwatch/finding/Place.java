// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;

/**
 * A place where some of a finding's threads or channels were created, or where some of its threads wait. It has their
 * number and the program's frames.
 */
public record Place(int count, List<Frame> stack) {}
