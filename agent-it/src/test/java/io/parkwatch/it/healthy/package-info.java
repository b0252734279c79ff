// SPDX-License-Identifier: Apache-2.0
/** Healthy programs: nothing may be found, however long they run. */
@NullMarked
package io.parkwatch.it.healthy;

import org.jspecify.annotations.NullMarked;
