// SPDX-License-Identifier: Apache-2.0
/** The words: what is observed and what is found. Records without behaviour. */
@NullMarked
package io.parkwatch.finding;

import org.jspecify.annotations.NullMarked;
