// SPDX-License-Identifier: Apache-2.0
/** The attach channel: what an agent tells over it, and the commands that it takes. */
@NullMarked
package io.parkwatch.attach;

import org.jspecify.annotations.NullMarked;
