// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the waits of threads from look to look. Distinguishes one wait from the next by hooks and by the JVM's
 * counters.
 */
@NullMarked
package io.parkwatch.look.waits;

import org.jspecify.annotations.NullMarked;
