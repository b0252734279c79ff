// SPDX-License-Identifier: Apache-2.0
/** The empty agent: what any agent costs, so that it can be told from what Parkwatch costs. */
@NullMarked
package io.parkwatch.bench.empty;

import org.jspecify.annotations.NullMarked;
