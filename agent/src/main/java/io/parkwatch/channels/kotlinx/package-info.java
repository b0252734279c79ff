// SPDX-License-Identifier: Apache-2.0
/** kotlinx.coroutines, 1.7.3 to 1.11.0: who waits in its channels, locks and jobs, and which coroutine that is. */
@org.jspecify.annotations.NullMarked
package io.parkwatch.channels.kotlinx;
