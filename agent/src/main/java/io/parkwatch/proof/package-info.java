// SPDX-License-Identifier: Apache-2.0
/**
 * The garbage collector as witness that nothing can wake a thread. Knows the words alone; all of it runs on the
 * watcher's thread.
 */
@NullMarked
package io.parkwatch.proof;

import org.jspecify.annotations.NullMarked;
