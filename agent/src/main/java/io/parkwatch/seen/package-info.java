// SPDX-License-Identifier: Apache-2.0
/** What the hooks told: births of threads and channels, inside a budget, all held weakly. */
@NullMarked
package io.parkwatch.seen;

import org.jspecify.annotations.NullMarked;
