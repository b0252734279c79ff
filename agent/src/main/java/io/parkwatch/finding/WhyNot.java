// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/** Why a proof did not prove a stuck wait leaked. Nothing more than this is known. */
public enum WhyNot {
    /** A platform thread is never garbage, whatever it waits for. */
    PLATFORM("platform thread"),
    /** The wait ends by itself. */
    TIMED("timed wait"),
    /** The thread waits while mounted on its carrier, which is never garbage. */
    PINNED("pinned"),
    /** Threads in {@code Object.wait} or about to enter a monitor are never garbage. */
    MONITOR("waits on a monitor"),
    /** Its executor may still interrupt it. */
    EXECUTOR("a reachable executor holds it"),
    /** Something alive has a path to the thread: a field, a running method, a timer, another thread. */
    REACHABLE("something alive can reach it"),
    /** There were more waits than one proof takes. */
    LEFT("too many at once"),
    /** ZGC and Shenandoah trace a thread's stack even if nothing else reaches the thread. */
    COLLECTOR("this collector cannot tell"),
    /** The collector's collections on demand are concurrent, and give a result only at their end. */
    CONCURRENT("collections on demand are concurrent (-XX:+ExplicitGCInvokesConcurrent)"),
    /** A collection cannot be requested. */
    NO_COLLECTION("collections on demand are off (-XX:+DisableExplicitGC)"),
    /** JDWP keeps the objects that it has seen. */
    DEBUGGER("debugger attached"),
    /** A thread leaked on purpose was not proved, or a thread that was held was proved. */
    SELF_TEST("the self-test failed in this JVM");

    private final String word;

    WhyNot(String word) {
        this.word = word;
    }

    /** Returns the words of the contract. */
    public String word() {
        return word;
    }
}
