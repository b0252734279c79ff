// SPDX-License-Identifier: Apache-2.0
/** Receives the calls of woven code. Defined in {@code java.base}; uses the JDK only. */
@NullMarked
package io.parkwatch.hook;

import org.jspecify.annotations.NullMarked;
