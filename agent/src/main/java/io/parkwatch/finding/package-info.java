// SPDX-License-Identifier: Apache-2.0
/** The vocabulary: observations and findings. Records without behaviour. */
@NullMarked
package io.parkwatch.finding;

import org.jspecify.annotations.NullMarked;
