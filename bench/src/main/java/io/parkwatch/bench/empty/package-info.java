// SPDX-License-Identifier: Apache-2.0
/** The empty agent, which separates the cost of any agent from Parkwatch's. */
@NullMarked
package io.parkwatch.bench.empty;

import org.jspecify.annotations.NullMarked;
