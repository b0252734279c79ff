// SPDX-License-Identifier: Apache-2.0
/** Contains the first class that the JVM loads, which creates the isolated loader and enters it. Uses the JDK only. */
@NullMarked
package io.parkwatch.boot;

import org.jspecify.annotations.NullMarked;
