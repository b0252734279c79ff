// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

/** A channel that waits by its monitor. */
class Bell {
    private boolean rung;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    synchronized void hear() throws InterruptedException {
        while (!rung) {
            wait();
        }
        rung = false;
    }

    /** A subclass. */
    static final class Gong extends Bell {}
}
