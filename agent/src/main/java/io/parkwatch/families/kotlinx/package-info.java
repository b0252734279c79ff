// SPDX-License-Identifier: Apache-2.0
/** Reads kotlinx.coroutines, 1.7.3 to 1.11.0: the waiters in its channels, locks and jobs, and their coroutines. */
@org.jspecify.annotations.NullMarked
package io.parkwatch.families.kotlinx;
