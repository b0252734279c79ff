// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;

/** One thread that is tried. */
final class Probe {
    final long id;

    /** Which wait of the thread is tried. */
    final long wait;

    final Reference<?> witness;

    /** Weak, since a strong reference would keep what is to be shown unreachable. */
    WeakReference<Thread> thread;

    /** Whether it was in the JDK's set and is to be put back there. */
    boolean tracked;

    /** How often the collector found that nothing else holds it. */
    int fired;

    Probe(long id, long wait, Reference<?> witness, WeakReference<Thread> thread) {
        this.id = id;
        this.wait = wait;
        this.witness = witness;
        this.thread = thread;
    }
}
