// SPDX-License-Identifier: Apache-2.0
/** Leaks on channels of jox. */
@NullMarked
package io.parkwatch.it.kernels.jox;

import org.jspecify.annotations.NullMarked;
