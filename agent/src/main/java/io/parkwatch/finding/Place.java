// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;

/** Where some of a finding's threads or channels were created: how many, and the frames from the program's own on. */
public record Place(int count, List<Frame> stack) {}
