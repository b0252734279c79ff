// SPDX-License-Identifier: Apache-2.0
/** The page at {@code /}, in a real browser. */
@NullMarked
package io.parkwatch.it.page;

import org.jspecify.annotations.NullMarked;
