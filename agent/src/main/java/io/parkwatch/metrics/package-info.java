// SPDX-License-Identifier: Apache-2.0
/** The metrics: a snapshot as Prometheus series. */
@NullMarked
package io.parkwatch.metrics;

import org.jspecify.annotations.NullMarked;
