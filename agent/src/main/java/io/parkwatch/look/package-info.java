// SPDX-License-Identifier: Apache-2.0
/** The watcher's look: threads, ages and stacks, turned into observations. */
@NullMarked
package io.parkwatch.look;

import org.jspecify.annotations.NullMarked;
