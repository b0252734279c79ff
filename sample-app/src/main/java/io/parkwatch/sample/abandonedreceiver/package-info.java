// SPDX-License-Identifier: Apache-2.0
/** A handler starts a thread that receives, and nothing ever sends. */
@NullMarked
package io.parkwatch.sample.abandonedreceiver;

import org.jspecify.annotations.NullMarked;
