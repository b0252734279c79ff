// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/** The virtual threads whose stuck wait can be tried: parked, unmounted, without a time-out. Visited anew each time, so that nobody holds them. */
public interface Suspects {
    /** Visits each; one that moves meanwhile perhaps twice. */
    void forEach(Visitor visitor);

    /** Must not keep the thread. */
    interface Visitor {
        /** {@code blocker}: identity hash of what it is parked by, 0: nothing. */
        void visit(Thread thread, long id, int blocker);
    }
}
