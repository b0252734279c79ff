// SPDX-License-Identifier: Apache-2.0
/** The live view of one JVM, on a terminal or as lines, and the control of the terminal. */
@NullMarked
package io.parkwatch.cli.watch;

import org.jspecify.annotations.NullMarked;
