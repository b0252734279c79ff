// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.finding.Frame;
import java.util.List;

/** The sentence about the thread that ends the JVM and waits for a shutdown hook: it joins it, which says little. */
final class ShutdownWords {
    private static final String JOIN = " in join for the end of ";

    private ShutdownWords() {}

    static String summary(String summary, List<Frame> frames) {
        if (!summary.contains(JOIN)) {
            return summary;
        }
        boolean runsHooks = false;
        boolean exits = false;
        for (Frame frame : frames) {
            runsHooks |= frame.className().equals("java.lang.ApplicationShutdownHooks");
            exits |= frame.className().equals("java.lang.Runtime")
                    && frame.method().equals("exit");
        }
        return runsHooks
                ? summary.replace(
                                JOIN,
                                exits ? " in System.exit for the end of " : " in the JVM's shutdown for the end of ")
                        .replace("the end of a thread", "the end of a shutdown hook")
                : summary;
    }
}
