// SPDX-License-Identifier: Apache-2.0
/** Starts programs in their own JVMs with the built jar, and reads its reports. */
@NullMarked
package io.parkwatch.it.run;

import org.jspecify.annotations.NullMarked;
