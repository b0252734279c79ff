// SPDX-License-Identifier: Apache-2.0
/** A snapshot as Prometheus meters. */
@NullMarked
package io.parkwatch.metrics;

import org.jspecify.annotations.NullMarked;
