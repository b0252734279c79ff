// SPDX-License-Identifier: Apache-2.0
/** Reads the JVM's record of its threads (states, monitors and links) by handles on its own classes. Keeps no waits. */
@NullMarked
package io.parkwatch.look.jvm;

import org.jspecify.annotations.NullMarked;
