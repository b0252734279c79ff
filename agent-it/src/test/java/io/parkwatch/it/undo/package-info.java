// SPDX-License-Identifier: Apache-2.0
/** The agent comes into a running program and leaves without a trace. */
@NullMarked
package io.parkwatch.it.undo;

import org.jspecify.annotations.NullMarked;
