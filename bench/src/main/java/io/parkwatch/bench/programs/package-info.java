// SPDX-License-Identifier: Apache-2.0
/** Whole programs, each measured in its own JVM. They print lines of {@code = }, a name and a figure. */
@NullMarked
package io.parkwatch.bench.programs;

import org.jspecify.annotations.NullMarked;
