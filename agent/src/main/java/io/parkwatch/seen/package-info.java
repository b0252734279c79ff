// SPDX-License-Identifier: Apache-2.0
/** Records what the hooks report: the creation of threads and channels, inside a budget, all held weakly. */
@NullMarked
package io.parkwatch.seen;

import org.jspecify.annotations.NullMarked;
