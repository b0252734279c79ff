// SPDX-License-Identifier: Apache-2.0
/** The first class that the JVM loads: it makes the isolated loader and calls in. JDK only. */
@NullMarked
package io.parkwatch.boot;

import org.jspecify.annotations.NullMarked;
