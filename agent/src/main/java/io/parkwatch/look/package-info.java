// SPDX-License-Identifier: Apache-2.0
/** The watcher's look, which turns threads, ages and stacks into observations. */
@NullMarked
package io.parkwatch.look;

import org.jspecify.annotations.NullMarked;
