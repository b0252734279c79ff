// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

/** The kinds of wait that can be told without a stack. A wait that changes its kind is another wait. */
enum Wait {
    WAITING,
    TIMED,
    BLOCKED
}
