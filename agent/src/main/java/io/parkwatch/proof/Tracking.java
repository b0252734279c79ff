// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/**
 * The JDK's own set of the virtual threads that were started outside of any executor: what holds them while they wait.
 */
public interface Tracking {
    /** Whether the JDK has it: not with {@code -Djdk.trackAllThreads=false}. */
    boolean seesDirect();

    /**
     * Takes a thread out; false: it was not in, as those of executors. From here on only what can wake it may hold it.
     */
    boolean takeOut(Thread thread);

    /** Puts one back that {@link #takeOut} took; one that has ended meanwhile is not left there. */
    void putBack(Thread thread);
}
