// SPDX-License-Identifier: Apache-2.0
/** The names of the program's own channel types, and what their class files contain. */
@NullMarked
package io.parkwatch.custom;

import org.jspecify.annotations.NullMarked;
