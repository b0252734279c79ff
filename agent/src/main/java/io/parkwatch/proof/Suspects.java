// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/**
 * The virtual threads whose stuck wait can be tried: parked, unmounted, without a timeout. Visited again each time, so
 * that nobody holds them.
 */
public interface Suspects {
    /** Visits each thread; a thread that moves meanwhile is possibly visited twice. */
    void forEach(Visitor visitor);

    /** Receives the threads. Must not keep them. */
    interface Visitor {
        /**
         * Receives one thread.
         *
         * @param blocker identity hash of its blocker, 0 for none
         * @param wait distinguishes this wait of the thread from all its others
         */
        void visit(Thread thread, long id, int blocker, long wait);
    }
}
