// SPDX-License-Identifier: Apache-2.0
/** Both kinds of pipes of java.io, whose waits come in slices of a second. */
@NullMarked
package io.parkwatch.it.pipes;

import org.jspecify.annotations.NullMarked;
