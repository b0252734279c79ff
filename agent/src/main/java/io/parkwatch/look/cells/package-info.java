// SPDX-License-Identifier: Apache-2.0
/** Keeps and judges the waits that hold no thread: the cells of channels with suspended waiters. */
@NullMarked
package io.parkwatch.look.cells;

import org.jspecify.annotations.NullMarked;
