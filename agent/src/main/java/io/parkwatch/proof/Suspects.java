// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/**
 * The virtual threads whose stuck wait can be tried: parked, unmounted, without a time-out. Visited anew each time, so
 * that nobody holds them.
 */
public interface Suspects {
    /** Visits each; one that moves meanwhile perhaps twice. */
    void forEach(Visitor visitor);

    /** Must not keep the thread. */
    interface Visitor {
        /**
         * One of them.
         *
         * @param blocker identity hash of what it is parked by, 0: nothing
         * @param wait tells this wait of the thread from all its others
         */
        void visit(Thread thread, long id, int blocker, long wait);
    }
}
