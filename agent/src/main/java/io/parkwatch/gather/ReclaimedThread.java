// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Observation;

/**
 * A stuck thread that the garbage collector took while it waited.
 *
 * @param as its last classification
 * @param last its last wait, with the verdict reclaimed
 * @param nanos when it was found missing, on the clock of the observations
 */
public record ReclaimedThread(Classification.Stuck as, Observation last, long nanos) {}
