// SPDX-License-Identifier: Apache-2.0
/** Keeps and judges the waits that hold no thread: the cells of channels on which something suspended. */
@NullMarked
package io.parkwatch.look.cells;

import org.jspecify.annotations.NullMarked;
