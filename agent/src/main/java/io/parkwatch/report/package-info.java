// SPDX-License-Identifier: Apache-2.0
/** A snapshot as JSON, and the file that holds the newest one. */
@NullMarked
package io.parkwatch.report;

import org.jspecify.annotations.NullMarked;
