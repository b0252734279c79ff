// SPDX-License-Identifier: Apache-2.0
/** A small shop with one known leak per role, beside healthy traffic. */
@NullMarked
package io.parkwatch.sample.shop;

import org.jspecify.annotations.NullMarked;
