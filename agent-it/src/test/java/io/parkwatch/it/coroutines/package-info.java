// SPDX-License-Identifier: Apache-2.0
/** Coroutines that wait forever. The programs are in src/test/kotlin. */
@NullMarked
package io.parkwatch.it.coroutines;

import org.jspecify.annotations.NullMarked;
