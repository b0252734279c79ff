// SPDX-License-Identifier: Apache-2.0
/** Waits whose holders can be read: who holds what, and circles. */
@NullMarked
package io.parkwatch.it.holders;

import org.jspecify.annotations.NullMarked;
