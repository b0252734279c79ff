// SPDX-License-Identifier: Apache-2.0
/** Finds the channel that a blocker belongs to, with one class per family of channels. */
@NullMarked
package io.parkwatch.families;

import org.jspecify.annotations.NullMarked;
