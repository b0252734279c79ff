// SPDX-License-Identifier: Apache-2.0
/** Records what the garbage collector shows of old waits: when it is asked, and by the threads that it takes. */
@NullMarked
package io.parkwatch.look.proofs;

import org.jspecify.annotations.NullMarked;
