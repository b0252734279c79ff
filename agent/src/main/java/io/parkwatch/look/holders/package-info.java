// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the threads that hold what stuck threads wait for, and the circles among them. Everything is read from fields:
 * no method of the program, of its locks, queues, pools or threads is called.
 */
@org.jspecify.annotations.NullMarked
package io.parkwatch.look.holders;
