// SPDX-License-Identifier: Apache-2.0
/** Channels of jox. Compiled for 21, as jox is. */
@NullMarked
package io.parkwatch.it.jox;

import org.jspecify.annotations.NullMarked;
