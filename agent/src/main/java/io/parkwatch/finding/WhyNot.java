// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/** Why a stuck wait was not proved leaked when somebody asked; what it says is all that is known. */
public enum WhyNot {
    /** A platform thread is never garbage, whatever it waits for. */
    PLATFORM("platform thread"),
    /** It ends by itself. */
    TIMED("timed wait"),
    /** It waits on its carrier, which is never garbage. */
    PINNED("pinned"),
    /** Threads in {@code Object.wait} or before a monitor are never garbage. */
    MONITOR("waits on a monitor"),
    /** Its executor may still interrupt it. */
    EXECUTOR("a reachable executor holds it"),
    /** Something that is alive leads to it: a field, a running method, a timer, another thread. */
    REACHABLE("something alive can reach it"),
    /** There were more than one proof takes. */
    LEFT("too many at once"),
    /** ZGC and Shenandoah trace a thread's stack even where nothing else leads to it. */
    COLLECTOR("this collector cannot tell"),
    /** Its collections on demand are concurrent ones, which tell only in the end. */
    CONCURRENT("collections on demand are concurrent (-XX:+ExplicitGCInvokesConcurrent)"),
    /** Nobody can ask for a collection. */
    NO_COLLECTION("collections on demand are off (-XX:+DisableExplicitGC)"),
    /** JDWP keeps what it has seen. */
    DEBUGGER("debugger attached"),
    /** A thread that was leaked on purpose was not proved, or one that was held was. */
    SELF_TEST("the self-test failed in this JVM");

    private final String word;

    WhyNot(String word) {
        this.word = word;
    }

    /** The words of the contract. */
    public String word() {
        return word;
    }
}
