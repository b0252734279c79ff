// SPDX-License-Identifier: Apache-2.0
/**
 * Threads that wait for work, as they should: counted, not reported; and work that is stuck in such threads: reported.
 */
@NullMarked
package io.parkwatch.it.idle;

import org.jspecify.annotations.NullMarked;
