// SPDX-License-Identifier: Apache-2.0
/** Waits for a lock or a permit. */
@NullMarked
package io.parkwatch.it.locks;

import org.jspecify.annotations.NullMarked;
