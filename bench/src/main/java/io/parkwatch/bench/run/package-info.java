// SPDX-License-Identifier: Apache-2.0
/** Runs the measured JVMs, the variants in turn, and keeps their figures. */
@NullMarked
package io.parkwatch.bench.run;

import org.jspecify.annotations.NullMarked;
