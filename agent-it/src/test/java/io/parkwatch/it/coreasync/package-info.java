// SPDX-License-Identifier: Apache-2.0
/** Go blocks, callbacks and threads that wait on core.async's channels. */
@NullMarked
package io.parkwatch.it.coreasync;

import org.jspecify.annotations.NullMarked;
