// SPDX-License-Identifier: Apache-2.0
/**
 * The regression check for continuous integration. It counts instructions, not time, so a busy machine makes no
 * difference.
 */
@NullMarked
package io.parkwatch.bench.check;

import org.jspecify.annotations.NullMarked;
