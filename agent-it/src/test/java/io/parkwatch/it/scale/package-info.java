// SPDX-License-Identifier: Apache-2.0
/** Many threads: short-lived ones, and very many that are stuck. */
@NullMarked
package io.parkwatch.it.scale;

import org.jspecify.annotations.NullMarked;
