// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

/** A channel type that is named by its interface. */
interface Line {
    void push(Object item) throws InterruptedException;

    Object pull() throws InterruptedException;
}
