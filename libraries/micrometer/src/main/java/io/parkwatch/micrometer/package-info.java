// SPDX-License-Identifier: Apache-2.0
/** The agent's metrics in the program's own Micrometer registry. */
@NullMarked
package io.parkwatch.micrometer;

import org.jspecify.annotations.NullMarked;
