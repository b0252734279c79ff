// SPDX-License-Identifier: Apache-2.0
/**
 * Leaks from production code: published bugs of known systems, each ported as a small class. Many run in one JVM, and
 * the class that a thread waits in tells them apart.
 */
@NullMarked
package io.parkwatch.it.kernels;

import org.jspecify.annotations.NullMarked;
