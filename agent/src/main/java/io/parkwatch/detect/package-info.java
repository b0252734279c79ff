// SPDX-License-Identifier: Apache-2.0
/** Observations in, findings out. Pure: no thread, no clock, no I/O. */
@NullMarked
package io.parkwatch.detect;

import org.jspecify.annotations.NullMarked;
