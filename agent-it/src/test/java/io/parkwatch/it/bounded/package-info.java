// SPDX-License-Identifier: Apache-2.0
/** Queues that hold items: the JDK's, and a program's own. */
@NullMarked
package io.parkwatch.it.bounded;

import org.jspecify.annotations.NullMarked;
