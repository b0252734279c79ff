// SPDX-License-Identifier: Apache-2.0
/** Fails a JUnit test that leaves a thread stuck. */
@NullMarked
package io.parkwatch.junit;

import org.jspecify.annotations.NullMarked;
