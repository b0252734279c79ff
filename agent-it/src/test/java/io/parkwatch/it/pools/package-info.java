// SPDX-License-Identifier: Apache-2.0
/** Tasks that are stuck in the threads of a pool. Stuck workers are reported, idle ones are not. */
@NullMarked
package io.parkwatch.it.pools;

import org.jspecify.annotations.NullMarked;
