// SPDX-License-Identifier: Apache-2.0
/** Reads class files as loaders define them, and the JDK's classes that few programs load. */
@NullMarked
package io.parkwatch.weave.define;

import org.jspecify.annotations.NullMarked;
