// SPDX-License-Identifier: Apache-2.0
/** Healthy servers, brokers and pools, idle or at work. */
@NullMarked
package io.parkwatch.it.kernels.healthy;

import org.jspecify.annotations.NullMarked;
