// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;

/** One thread that is tried. */
final class Probe {
    final long id;

    /** Identifies the wait of the thread that is tried. */
    final long wait;

    final Reference<?> witness;

    /** Weak, since a strong reference would keep the thread reachable. */
    WeakReference<Thread> thread;

    /** Whether the thread was in the JDK's set and must be put back there. */
    boolean tracked;

    /** How often the collector found that nothing else holds the thread. */
    int fired;

    Probe(long id, long wait, Reference<?> witness, WeakReference<Thread> thread) {
        this.id = id;
        this.wait = wait;
        this.witness = witness;
        this.thread = thread;
    }
}
