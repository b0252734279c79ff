// SPDX-License-Identifier: Apache-2.0
/** A handler makes an unbuffered channel, starts a thread that receives from it, and returns. */
@NullMarked
package io.parkwatch.sample.droppedchannel;

import org.jspecify.annotations.NullMarked;
