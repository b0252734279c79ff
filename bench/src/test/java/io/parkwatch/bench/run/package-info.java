// SPDX-License-Identifier: Apache-2.0
/** Which rows run, and how often. */
@NullMarked
package io.parkwatch.bench.run;

import org.jspecify.annotations.NullMarked;
