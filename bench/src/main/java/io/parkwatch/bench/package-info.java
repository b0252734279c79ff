// SPDX-License-Identifier: Apache-2.0
/** Measures the costs of the agent beside those of others, and makes the table of docs/overhead.md. */
@NullMarked
package io.parkwatch.bench;

import org.jspecify.annotations.NullMarked;
