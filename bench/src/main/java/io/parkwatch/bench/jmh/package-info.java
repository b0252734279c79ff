// SPDX-License-Identifier: Apache-2.0
/** Microbenchmarks for JMH: what runs in nanoseconds and parks nobody. */
@NullMarked
package io.parkwatch.bench.jmh;

import org.jspecify.annotations.NullMarked;
