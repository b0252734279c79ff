// SPDX-License-Identifier: Apache-2.0
/** Figures to a page: medians, ratios, spread, tables. */
@NullMarked
package io.parkwatch.bench.page;

import org.jspecify.annotations.NullMarked;
