// SPDX-License-Identifier: Apache-2.0
/** What every part of the agent uses: its threads, its clocks, and its lines on standard error. */
@NullMarked
package io.parkwatch.support;

import org.jspecify.annotations.NullMarked;
