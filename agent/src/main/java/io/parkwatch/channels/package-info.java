// SPDX-License-Identifier: Apache-2.0
/** One class per family of channels: from a blocker to the channel that it belongs to. */
@NullMarked
package io.parkwatch.channels;

import org.jspecify.annotations.NullMarked;
