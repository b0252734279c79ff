// SPDX-License-Identifier: Apache-2.0
/**
 * Gathers the classified waits of a look into findings, with their past, their causes and their sentences. Pure: it
 * uses no thread, no clock and no I/O.
 */
@NullMarked
package io.parkwatch.gather;

import org.jspecify.annotations.NullMarked;
