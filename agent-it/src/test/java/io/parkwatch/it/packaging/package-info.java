// SPDX-License-Identifier: Apache-2.0
/** The one file that users copy. */
@NullMarked
package io.parkwatch.it.packaging;

import org.jspecify.annotations.NullMarked;
