// SPDX-License-Identifier: Apache-2.0
/** Microbenchmarks for JMH, of code that runs in nanoseconds and parks no thread. */
@NullMarked
package io.parkwatch.bench.jmh;

import org.jspecify.annotations.NullMarked;
