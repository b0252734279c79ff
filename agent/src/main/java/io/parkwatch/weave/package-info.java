// SPDX-License-Identifier: Apache-2.0
/** Which methods carry a hook, and how it gets in and out again. */
@NullMarked
package io.parkwatch.weave;

import org.jspecify.annotations.NullMarked;
