// SPDX-License-Identifier: Apache-2.0
/** Both kinds of pipe in java.io, which wait in slices of a second. */
@NullMarked
package io.parkwatch.it.pipes;

import org.jspecify.annotations.NullMarked;
