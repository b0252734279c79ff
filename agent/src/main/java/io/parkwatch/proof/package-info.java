// SPDX-License-Identifier: Apache-2.0
/** Uses the garbage collector as a witness that nothing can wake a thread. Runs on the watcher's thread. */
@NullMarked
package io.parkwatch.proof;

import org.jspecify.annotations.NullMarked;
