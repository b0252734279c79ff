// SPDX-License-Identifier: Apache-2.0
/** Starts programs in JVMs of their own, with the built jar, and reads what it reports. */
@NullMarked
package io.parkwatch.it.run;

import org.jspecify.annotations.NullMarked;
