// SPDX-License-Identifier: Apache-2.0
/** The command line: it reaches agents over the attach channel and shows what they tell. */
@NullMarked
package io.parkwatch.cli;

import org.jspecify.annotations.NullMarked;
