// SPDX-License-Identifier: Apache-2.0
/** Channel types that programs wrote, named by the option {@code channels} or by annotations. */
@NullMarked
package io.parkwatch.it.own;

import org.jspecify.annotations.NullMarked;
