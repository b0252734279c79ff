// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/** Virtual threads that can be tried: parked, unmounted, without a timeout. Visited each time, so that none is held. */
public interface Suspects {
    /** Visits each thread; a thread that moves meanwhile is possibly visited twice. */
    void forEach(Visitor visitor);

    /** Must not keep the threads. */
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
