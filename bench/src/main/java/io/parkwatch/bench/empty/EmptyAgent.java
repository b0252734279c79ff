// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.empty;

/** An agent that does nothing, needs no capability and changes no class. Its cost is the cost of any agent. */
public final class EmptyAgent {
    private EmptyAgent() {}

    /** Called by the JVM before the program's {@code main}. */
    public static void premain(String options) {}
}
