// SPDX-License-Identifier: Apache-2.0
/** The family of the program's own channel types. */
@NullMarked
package io.parkwatch.families.custom;

import org.jspecify.annotations.NullMarked;
