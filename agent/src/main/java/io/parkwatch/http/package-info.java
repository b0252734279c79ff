// SPDX-License-Identifier: Apache-2.0
/** Three paths, a handler each. */
@NullMarked
package io.parkwatch.http;

import org.jspecify.annotations.NullMarked;
