// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the agent that watches this JVM. It answers from its last look, so a call never starts a look and never waits
 * for one; {@link #lookNow}, {@link #mark} and {@link #look}, which are made for tests, do both. Any number of copies
 * of this class may be there, in any loader. Nothing here throws: without an agent, or after it has left, the answers
 * are empty.
 */
public final class Parkwatch {
    private static final Client CLIENT = new Client(Client::hub);

    /** A threshold that changes none. */
    private static final Duration UNCHANGED = Duration.ofDays(365);

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
     * Makes the looks that it takes to find every wait that has lasted for {@code olderThan} when it returns, and had
     * begun when it was called. So it takes that long where threads have just begun to wait. If the agent's threshold
     * is longer, {@code olderThan} is its threshold from then on, for all that it shows; the agent prints a line.
     *
     * @return the findings with those threads, worst first, each with all its threads
     */
    public static List<Finding> lookNow(Duration olderThan) {
        return CLIENT.lookNow(olderThan);
    }

    /** Makes a look, which dates all waits of now, and returns a mark after them. */
    public static Instant mark() {
        Optional<Look> unused = CLIENT.look(UNCHANGED, false, false, null);
        return Instant.now();
    }

    /** Returns what {@link #lookNow} does, of waits alone that began after the mark. */
    public static List<Finding> findingsSince(Instant mark, Duration olderThan) {
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : lookNow(olderThan)) {
            List<Object> since = new ArrayList<>();
            for (WatchedThread thread : finding.threads()) {
                if (!thread.since().isBefore(mark)) {
                    since.add(thread.fields());
                }
            }
            if (!since.isEmpty()) {
                Map<String, Object> fields = new HashMap<>(finding.fields());
                fields.put("threads", since);
                findings.add(new Finding(fields));
            }
        }
        return findings;
    }

    /**
     * Gives the current thread a tag until the scope is closed. Threads that are made meanwhile by this thread, and by
     * those in turn, keep it; a {@link WatchedThread} tells it. Works without an agent, too.
     */
    public static TagScope tag(String name) {
        return new TagScope(name);
    }

    /**
     * Makes one look. For test libraries.
     *
     * @param olderThan as in {@link #lookNow}
     * @param prove whether the garbage collector is asked which virtual threads are leaked
     * @param tasks whether the agent records from now on where the tasks of pools are made
     * @param of whose threads are shown that are not stuck; null for nobody's
     * @return the look; empty without an agent, or if the look failed
     */
    public static Optional<Look> look(Duration olderThan, boolean prove, boolean tasks, Look.@Nullable Subject of) {
        return CLIENT.look(olderThan, prove, tasks, of);
    }

    /**
     * Returns a number that changes whenever a thread starts or, if they are recorded, a task is made; -1 if that is
     * not known. For test libraries.
     */
    public static int starts() {
        return CLIENT.starts();
    }

    /**
     * Returns the numbers of the next thread and the next task that the agent will record, then {@link #starts}, with
     * one question. For test libraries.
     */
    public static List<Integer> births() {
        return CLIENT.births();
    }

    /** Makes the agent close its port. For test libraries: a build runs tests in many JVMs. */
    public static void unlisten() {
        Object unused = CLIENT.ask("unlisten");
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
