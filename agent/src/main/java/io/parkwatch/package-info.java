// SPDX-License-Identifier: Apache-2.0
/** The agent: wires the parts and undoes them. The only place that knows every part. */
@NullMarked
package io.parkwatch;

import org.jspecify.annotations.NullMarked;
