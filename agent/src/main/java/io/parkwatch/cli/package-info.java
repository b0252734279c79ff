// SPDX-License-Identifier: Apache-2.0
/** The commands, and what they say to agents over the attach channel. */
@NullMarked
package io.parkwatch.cli;

import org.jspecify.annotations.NullMarked;
