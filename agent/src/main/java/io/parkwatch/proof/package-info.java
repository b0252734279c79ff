// SPDX-License-Identifier: Apache-2.0
/**
 * Uses the garbage collector as a witness that nothing can wake a thread. Of the findings it knows only their terms.
 * Runs entirely on the watcher's thread.
 */
@NullMarked
package io.parkwatch.proof;

import org.jspecify.annotations.NullMarked;
