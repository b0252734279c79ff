// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.families.Family;
import io.parkwatch.families.Suspension;

/**
 * An old wait without a thread that has not been examined closely yet. It references the waiter, so it must not outlive
 * the look.
 */
record SuspensionCandidate(Family family, Object channel, Suspension waiting, SuspensionEntry entry) {}
