// SPDX-License-Identifier: Apache-2.0
/** Hand-overs without room: each sender waits for its taker. */
@NullMarked
package io.parkwatch.it.rendezvous;

import org.jspecify.annotations.NullMarked;
