// SPDX-License-Identifier: Apache-2.0
/**
 * Uses the garbage collector as a witness that nothing can wake a thread. Depends on the shared terms alone, and runs
 * entirely on the watcher's thread.
 */
@NullMarked
package io.parkwatch.proof;

import org.jspecify.annotations.NullMarked;
