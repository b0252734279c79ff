// SPDX-License-Identifier: Apache-2.0
/** Tests of the arithmetic and the text of the page, which measure no time. */
@NullMarked
package io.parkwatch.bench.page;

import org.jspecify.annotations.NullMarked;
