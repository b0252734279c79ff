// SPDX-License-Identifier: Apache-2.0
/** The program that demonstrates Parkwatch: a small shop, or one scenario by name. */
@NullMarked
package io.parkwatch.sample;

import org.jspecify.annotations.NullMarked;
