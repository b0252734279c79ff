// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one look found. Immutable: reports and scrapes read it, and never start a look.
 *
 * @param at when the look ended
 * @param lookSeconds CPU time of the look, seconds
 * @param findings all of them, worst first; the outputs apply their caps
 * @param findingsLeftOut findings that a report counted and did not hold, in the snapshot that was read from it; a look
 *     leaves out none
 * @param proof the last one; null: nobody asked for one
 * @param unseen what the look did not judge
 */
public record Snapshot(
        AgentFacts agent,
        JvmFacts jvm,
        Instant at,
        double lookSeconds,
        List<Problem> problems,
        Watched watched,
        List<Finding> findings,
        @Nullable MainWait main,
        Totals totals,
        int findingsLeftOut,
        @Nullable ProofRun proof,
        Unseen unseen) {

    /** Of a look: no finding is left out. */
    public Snapshot(
            AgentFacts agent,
            JvmFacts jvm,
            Instant at,
            double lookSeconds,
            List<Problem> problems,
            Watched watched,
            List<Finding> findings,
            @Nullable MainWait main,
            Totals totals) {
        this(agent, jvm, at, lookSeconds, problems, watched, findings, main, totals, 0, null, Unseen.nothing());
    }

    /** The same look, with what does not work now. */
    public Snapshot with(List<Problem> now) {
        return new Snapshot(
                agent, jvm, at, lookSeconds, now, watched, findings, main, totals, findingsLeftOut, proof, unseen);
    }

    /** Kinds of threads that are not aged in this JVM. */
    public List<Unseen.Blind> blind() {
        return unseen.blind();
    }

    /** Waits past the threshold that are left for the next look. */
    public int unread() {
        return unseen.unread();
    }

    /**
     * The agent, as the look found it.
     *
     * @param threshold as it was given, {@code 60s}
     * @param interval as it was given
     * @param look the number of the look; 0: not told
     * @param url the HTTP endpoint; null: none
     */
    public record AgentFacts(
            String version,
            boolean attached,
            String threshold,
            String interval,
            int look,
            @Nullable String url) {

        /** Before the first look. */
        public AgentFacts(String version, boolean attached, String threshold, String interval) {
            this(version, attached, threshold, interval, 0, null);
        }

        /** The same agent at one look. */
        public AgentFacts at(int number, @Nullable String address) {
            return new AgentFacts(version, attached, threshold, interval, number, address);
        }
    }

    /** What does not change about a JVM. Asked by reports alone, so that it may be found out then. */
    public interface JvmFacts {
        long pid();

        String java();

        /** The main class or jar; null: not known. */
        @Nullable
        String main();

        /** Null: not known. */
        @Nullable
        String host();

        Instant started();
    }

    /** Read from a report. */
    public record JvmRead(
            long pid,
            String java,
            @Nullable String main,
            @Nullable String host,
            Instant started) implements JvmFacts {}
}
