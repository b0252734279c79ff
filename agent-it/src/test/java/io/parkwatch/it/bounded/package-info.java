// SPDX-License-Identifier: Apache-2.0
/** Queues that hold items: those of the JDK, and those that a program wrote. */
@NullMarked
package io.parkwatch.it.bounded;

import org.jspecify.annotations.NullMarked;
