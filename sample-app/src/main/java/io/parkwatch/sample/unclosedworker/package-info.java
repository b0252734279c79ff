// SPDX-License-Identifier: Apache-2.0
/** A handler fills a buffered channel, starts a worker that loops until the channel is closed, and never closes it. */
@NullMarked
package io.parkwatch.sample.unclosedworker;

import org.jspecify.annotations.NullMarked;
