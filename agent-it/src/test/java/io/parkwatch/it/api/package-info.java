// SPDX-License-Identifier: Apache-2.0
/** The program asks the agent, through copies of the API in its own loaders. */
@NullMarked
package io.parkwatch.it.api;

import org.jspecify.annotations.NullMarked;
