// SPDX-License-Identifier: Apache-2.0
/** The parts of a scenario: a handler that leaves a thread behind, and its repaired twin. */
@NullMarked
package io.parkwatch.sample.scenario;

import org.jspecify.annotations.NullMarked;
