// SPDX-License-Identifier: Apache-2.0
/** Measures what the agent costs, beside others, and makes the table of docs/overhead.md. */
@NullMarked
package io.parkwatch.bench;

import org.jspecify.annotations.NullMarked;
