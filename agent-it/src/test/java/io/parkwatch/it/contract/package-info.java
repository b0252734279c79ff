// SPDX-License-Identifier: Apache-2.0
/** The interfaces that users, scripts and dashboards depend on: options, the report file, HTTP, metrics. */
@NullMarked
package io.parkwatch.it.contract;

import org.jspecify.annotations.NullMarked;
