// SPDX-License-Identifier: Apache-2.0
/** A handler makes an unbuffered channel, starts a thread that sends one value, and returns. */
@NullMarked
package io.parkwatch.sample.forgottensender;

import org.jspecify.annotations.NullMarked;
