// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

/** A channel that waits on its own monitor. */
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

    /** A subclass of a named channel type. */
    static final class Gong extends Bell {}
}
