// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.util.List;
import java.util.Optional;

/**
 * Asks the agent that watches this JVM. It answers from its last look, so a call never starts a look and never waits
 * for one. Any number of copies of this class may be there, in any loader. Nothing here throws: without an agent, or
 * after it has left, the answers are empty.
 */
public final class Parkwatch {
    private static final Client CLIENT = new Client(Client::hub);

    private Parkwatch() {}

    /** Reports whether an agent watches this JVM that this release of the API can ask. */
    public static boolean present() {
        return agent().isPresent();
    }

    /** Returns one sentence for people: which agent watches this JVM, or why none can be asked. */
    public static String status() {
        return CLIENT.status();
    }

    /** Returns the agent; empty if none is {@link #present}. */
    public static Optional<AgentStatus> agent() {
        return CLIENT.agent();
    }

    /** Returns the report of the last look; empty before the first one, too. */
    public static Optional<Report> report() {
        return CLIENT.report();
    }

    /** Returns the findings of the last look, worst first. */
    public static List<Finding> findings() {
        return report().map(Report::findings).orElse(List.of());
    }

    /**
     * Returns the metrics of the last look; none if that look is old. For libraries that export them by the program's
     * own registry.
     *
     * @param reader the name of the library, which the agent's own port shows: there are then two of each series
     */
    public static List<Series> series(String reader) {
        return CLIENT.series(reader);
    }
}
