// SPDX-License-Identifier: Apache-2.0
/** Hand-overs without a buffer, in which each sender waits for its receiver. */
@NullMarked
package io.parkwatch.it.rendezvous;

import org.jspecify.annotations.NullMarked;
