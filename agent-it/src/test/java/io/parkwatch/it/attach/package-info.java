// SPDX-License-Identifier: Apache-2.0
/** The command line and the agent that it brings into JVMs that run: what works, and each obstacle with its line. */
@NullMarked
package io.parkwatch.it.attach;

import org.jspecify.annotations.NullMarked;
