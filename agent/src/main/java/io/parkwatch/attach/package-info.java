// SPDX-License-Identifier: Apache-2.0
/** Defines the attach channel: the answers of an agent, and the commands that it takes. */
@NullMarked
package io.parkwatch.attach;

import org.jspecify.annotations.NullMarked;
