// SPDX-License-Identifier: Apache-2.0
/**
 * Leaks as production code has them: published bugs of known systems, each ported as a small class of its own. Many run
 * in one JVM, told apart by the class that they wait in.
 */
@NullMarked
package io.parkwatch.it.kernels;

import org.jspecify.annotations.NullMarked;
