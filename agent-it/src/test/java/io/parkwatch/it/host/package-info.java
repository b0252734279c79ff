// SPDX-License-Identifier: Apache-2.0
/** Tests that the agent does not harm the program, which sees the same with the agent as without. */
@NullMarked
package io.parkwatch.it.host;

import org.jspecify.annotations.NullMarked;
