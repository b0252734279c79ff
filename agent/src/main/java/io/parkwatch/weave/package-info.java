// SPDX-License-Identifier: Apache-2.0
/** Selects the methods that carry a hook, and weaves the hooks in and out again. */
@NullMarked
package io.parkwatch.weave;

import org.jspecify.annotations.NullMarked;
