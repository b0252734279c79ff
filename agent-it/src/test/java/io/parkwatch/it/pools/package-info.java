// SPDX-License-Identifier: Apache-2.0
/** Tasks that are stuck in somebody else's thread: an idle worker is innocent, a stuck one is not. */
@NullMarked
package io.parkwatch.it.pools;

import org.jspecify.annotations.NullMarked;
