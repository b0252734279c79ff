// SPDX-License-Identifier: Apache-2.0
/** Classifies waits. Pure: it uses no thread, no clock and no I/O. */
@NullMarked
package io.parkwatch.detect;

import org.jspecify.annotations.NullMarked;
