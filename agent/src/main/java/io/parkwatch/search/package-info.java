// SPDX-License-Identifier: Apache-2.0
/** Threads that somebody asks about, and what the next look says of them. */
@NullMarked
package io.parkwatch.search;

import org.jspecify.annotations.NullMarked;
