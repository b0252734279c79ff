// SPDX-License-Identifier: Apache-2.0
/** Makes a page of figures: medians, ratios, spread, tables. */
@NullMarked
package io.parkwatch.bench.page;

import org.jspecify.annotations.NullMarked;
