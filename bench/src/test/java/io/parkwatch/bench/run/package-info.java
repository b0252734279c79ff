// SPDX-License-Identifier: Apache-2.0
/** Tests of the rows that run, and of their rounds. */
@NullMarked
package io.parkwatch.bench.run;

import org.jspecify.annotations.NullMarked;
