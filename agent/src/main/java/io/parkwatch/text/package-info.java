// SPDX-License-Identifier: Apache-2.0
/** Dates, JSON, hashes and text for terminals, written without the tables of the JDK. */
@NullMarked
package io.parkwatch.text;

import org.jspecify.annotations.NullMarked;
