// SPDX-License-Identifier: Apache-2.0
/** A snapshot as JSON and as text, the file that holds the newest one, and the way back from JSON. */
@NullMarked
package io.parkwatch.report;

import org.jspecify.annotations.NullMarked;
