// SPDX-License-Identifier: Apache-2.0
/** Many threads: short ones that come and go, and very many that are stuck. */
@NullMarked
package io.parkwatch.it.scale;

import org.jspecify.annotations.NullMarked;
