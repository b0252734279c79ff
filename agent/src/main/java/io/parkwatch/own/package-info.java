// SPDX-License-Identifier: Apache-2.0
/** The channel types of the program's own: what names them, and what class files have told of them. */
@NullMarked
package io.parkwatch.own;

import org.jspecify.annotations.NullMarked;
