// SPDX-License-Identifier: Apache-2.0
/** The methods that carry hooks, and the code of a hook: what a family declares and the weaver weaves. */
@NullMarked
package io.parkwatch.points;

import org.jspecify.annotations.NullMarked;
