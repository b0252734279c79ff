// SPDX-License-Identifier: Apache-2.0
/** Holds the program's own channel types: how they are named, and what their class files contain. */
@NullMarked
package io.parkwatch.families.custom;

import org.jspecify.annotations.NullMarked;
