// SPDX-License-Identifier: Apache-2.0
/**
 * Reads numbers about what stuck threads wait for, as they are at one look. Everything is read from fields: no method
 * of the program, of its queues or pools is called. What two readings do not show alike is left out.
 */
@org.jspecify.annotations.NullMarked
package io.parkwatch.look.states;
