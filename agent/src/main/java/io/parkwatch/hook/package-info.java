// SPDX-License-Identifier: Apache-2.0
/** What woven code calls. Defined into {@code java.base}; JDK only. */
@NullMarked
package io.parkwatch.hook;

import org.jspecify.annotations.NullMarked;
