// SPDX-License-Identifier: Apache-2.0
/** The program is unharmed: what it sees with the agent is what it sees without. */
@NullMarked
package io.parkwatch.it.host;

import org.jspecify.annotations.NullMarked;
