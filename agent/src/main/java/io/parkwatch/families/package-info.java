// SPDX-License-Identifier: Apache-2.0
/** The agent's knowledge about channels: one package below for each family, with its data and its reader. */
@NullMarked
package io.parkwatch.families;

import org.jspecify.annotations.NullMarked;
