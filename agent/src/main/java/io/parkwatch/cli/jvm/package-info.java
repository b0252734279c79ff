// SPDX-License-Identifier: Apache-2.0
/** Other JVMs: what can be known about them from outside, and how to reach them over the attach API. */
@NullMarked
package io.parkwatch.cli.jvm;

import org.jspecify.annotations.NullMarked;
