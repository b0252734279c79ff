// SPDX-License-Identifier: Apache-2.0
/**
 * Records what the garbage collector shows about old waits, both when it is asked and by the threads that it reclaims.
 */
@NullMarked
package io.parkwatch.look.proofs;

import org.jspecify.annotations.NullMarked;
