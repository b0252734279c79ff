// SPDX-License-Identifier: Apache-2.0
/** What a Parkwatch agent has found in this JVM, for the program that it watches. */
@NullMarked
package io.parkwatch.api;

import org.jspecify.annotations.NullMarked;
