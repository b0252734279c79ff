// SPDX-License-Identifier: Apache-2.0
/** The arithmetic and the text of the page. No time is measured here. */
@NullMarked
package io.parkwatch.bench.page;

import org.jspecify.annotations.NullMarked;
