// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;

/** A place where some threads wait or were started, or channels were created, with their number. */
public record Place(int count, List<Frame> stack) {}
