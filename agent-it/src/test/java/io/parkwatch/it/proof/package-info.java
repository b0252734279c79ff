// SPDX-License-Identifier: Apache-2.0
/** What the garbage collector proves, what it can't, and that trying harms nobody. */
@org.jspecify.annotations.NullMarked
package io.parkwatch.it.proof;
