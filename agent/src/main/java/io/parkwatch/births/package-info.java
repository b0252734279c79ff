// SPDX-License-Identifier: Apache-2.0
/** Records what the hooks report: creations of threads and channels, within a budget, all held weakly. */
@NullMarked
package io.parkwatch.births;

import org.jspecify.annotations.NullMarked;
