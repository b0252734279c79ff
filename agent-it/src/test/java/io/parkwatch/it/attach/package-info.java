// SPDX-License-Identifier: Apache-2.0
/** The command line and the agent that it brings into running JVMs: what works, and the line for each obstacle. */
@NullMarked
package io.parkwatch.it.attach;

import org.jspecify.annotations.NullMarked;
