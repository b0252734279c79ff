// SPDX-License-Identifier: Apache-2.0
/** A handler waits 10 ms for a network call on another thread, and returns an error. The answer comes later. */
@NullMarked
package io.parkwatch.sample.timedoutcaller;

import org.jspecify.annotations.NullMarked;
