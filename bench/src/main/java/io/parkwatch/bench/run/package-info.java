// SPDX-License-Identifier: Apache-2.0
/** Starts the measured JVMs, variant by variant in turn, and keeps their figures. */
@NullMarked
package io.parkwatch.bench.run;

import org.jspecify.annotations.NullMarked;
