// SPDX-License-Identifier: Apache-2.0
/** Selects the methods that carry a hook, puts the hooks in and takes them out again. */
@NullMarked
package io.parkwatch.weave;

import org.jspecify.annotations.NullMarked;
