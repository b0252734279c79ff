// SPDX-License-Identifier: Apache-2.0
/** The rows of the page, a class each: the programs to run, the figures to read, the tables to show. */
@NullMarked
package io.parkwatch.bench.rows;

import org.jspecify.annotations.NullMarked;
