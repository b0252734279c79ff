// SPDX-License-Identifier: Apache-2.0
/** Other waits: for a signal, a result, the end of a thread; and what the main method may do. */
@NullMarked
package io.parkwatch.it.waits;

import org.jspecify.annotations.NullMarked;
