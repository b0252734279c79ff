// SPDX-License-Identifier: Apache-2.0
/** Threads that wait for work are counted and not reported. Work that is stuck in such threads is reported. */
@NullMarked
package io.parkwatch.it.idle;

import org.jspecify.annotations.NullMarked;
