// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what the JVM keeps of its threads: their states, monitors and links, by handles on its own classes. Remembers
 * no wait.
 */
@NullMarked
package io.parkwatch.look.jvm;

import org.jspecify.annotations.NullMarked;
