// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/** The JDK's set of the virtual threads that were started outside of any executor. It holds them while they wait. */
public interface Tracking {
    /** Reports whether the JDK has this set: it has none with {@code -Djdk.trackAllThreads=false}. */
    boolean seesDirect();

    /** Returns false if it was not in, as threads of executors. From then on only what can wake it may hold it. */
    boolean takeOut(Thread thread);

    /** Puts back a thread that {@link #takeOut} took. If it has ended meanwhile, it does not stay in. */
    void putBack(Thread thread);
}
