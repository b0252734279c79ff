// SPDX-License-Identifier: Apache-2.0
/** What the garbage collector can and cannot prove, and that trying harms no thread. */
@org.jspecify.annotations.NullMarked
package io.parkwatch.it.proof;
