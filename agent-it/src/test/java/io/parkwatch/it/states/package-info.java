// SPDX-License-Identifier: Apache-2.0
/** The numbers of what stuck threads wait for: of queues, barriers and pools. */
@NullMarked
package io.parkwatch.it.states;

import org.jspecify.annotations.NullMarked;
