// SPDX-License-Identifier: Apache-2.0
/**
 * Contains the first class that the JVM loads. It creates the isolated loader and enters the agent; uses the JDK only.
 */
@NullMarked
package io.parkwatch.boot;

import org.jspecify.annotations.NullMarked;
