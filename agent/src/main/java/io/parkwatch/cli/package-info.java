// SPDX-License-Identifier: Apache-2.0
/** The commands, and their sessions with agents over the attach API. */
@NullMarked
package io.parkwatch.cli;

import org.jspecify.annotations.NullMarked;
