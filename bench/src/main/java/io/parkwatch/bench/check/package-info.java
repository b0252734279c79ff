// SPDX-License-Identifier: Apache-2.0
/**
 * The regression check for continuous integration: instructions counted, not time, so that a busy machine changes
 * nothing.
 */
@NullMarked
package io.parkwatch.bench.check;

import org.jspecify.annotations.NullMarked;
