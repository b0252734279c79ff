// SPDX-License-Identifier: Apache-2.0
/** One class a row of the page: what to start, what to read, how to show it. */
@NullMarked
package io.parkwatch.bench.rows;

import org.jspecify.annotations.NullMarked;
