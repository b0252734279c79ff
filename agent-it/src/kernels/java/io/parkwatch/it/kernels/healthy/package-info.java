// SPDX-License-Identifier: Apache-2.0
/** Servers, brokers and pools that are well, idle or at work. */
@NullMarked
package io.parkwatch.it.kernels.healthy;

import org.jspecify.annotations.NullMarked;
