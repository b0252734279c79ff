// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one look. Immutable: reports and scrapes read it, and never start a look.
 *
 * @param at when the look ended
 * @param lookSeconds CPU time of the look, in seconds
 * @param findings all findings, worst first; the outputs apply their limits
 * @param findingsLeftOut number of findings that a report counted but did not contain, for a snapshot read from a
 *     report; 0 for a look
 * @param proof the last proof; null if nobody asked for one
 * @param unseen what the look did not judge
 * @param ended findings of the last hour that are there no more, the last to end first
 */
public record Snapshot(
        AgentFacts agent,
        JvmFacts jvm,
        Instant at,
        double lookSeconds,
        List<Problem> problems,
        ThreadCounts watched,
        List<Finding> findings,
        @Nullable MainWait main,
        Totals totals,
        int findingsLeftOut,
        @Nullable ProofRun proof,
        BlindSpots unseen,
        List<Ended> ended) {

    /** Starts with what a look of any program has. Everything else is empty or null until it is set. */
    public static Builder of(AgentFacts agent, JvmFacts jvm, Instant at, ThreadCounts watched, Totals totals) {
        return new Builder(agent, jvm, at, watched, totals);
    }

    public Builder toBuilder() {
        return of(agent, jvm, at, watched, totals)
                .lookSeconds(lookSeconds)
                .problems(problems)
                .findings(findings)
                .findingsLeftOut(findingsLeftOut)
                .main(main)
                .proof(proof)
                .unseen(unseen)
                .ended(ended);
    }

    /**
     * A finding that has ended.
     *
     * @param summary its sentence at the last look that had it
     * @param endedAt the first look without it
     * @param most the most threads that it had at once
     */
    public record Ended(String fingerprint, String summary, Instant endedAt, int most) {}

    /**
     * The agent, as the look found it.
     *
     * @param threshold as given by the user, {@code 60s}
     * @param interval as given by the user
     * @param look the number of the look; 0 if not known
     * @param url the HTTP endpoint; null if none
     */
    public record AgentFacts(
            String version,
            boolean attached,
            String threshold,
            String interval,
            int look,
            @Nullable String url) {

        public AgentFacts(String version, boolean attached, String threshold, String interval) {
            this(version, attached, threshold, interval, 0, null);
        }

        public AgentFacts stuckAfter(Duration age) {
            return new AgentFacts(version, attached, age.toMillis() + "ms", interval, look, url);
        }

        public AgentFacts at(int number, @Nullable String address) {
            return new AgentFacts(version, attached, threshold, interval, number, address);
        }
    }

    /** Facts about a JVM that do not change. Only reports ask for them, so they may be read then. */
    public interface JvmFacts {
        long pid();

        String java();

        /** Returns the main class or jar, or null if not known. */
        @Nullable
        String main();

        /** Returns the host name, or null if not known. */
        @Nullable
        String host();

        Instant started();

        /** Returns the program's name and version as its owner calls them, or null if not known. */
        @Nullable
        Service service();
    }

    /** A program as its owner names it. */
    public record Service(String name, @Nullable String version) {}

    /** Facts about a JVM that were read from a report. */
    public record JvmRead(
            long pid,
            String java,
            @Nullable String main,
            @Nullable String host,
            Instant started,
            @Nullable Service service)
            implements JvmFacts {

        public JvmRead of(@Nullable Service named) {
            return new JvmRead(pid, java, main, host, started, named);
        }
    }

    /**
     * The wait of the {@code main} method, which is no finding.
     *
     * @param seconds its age
     * @param atLeast whether the wait began before the first look
     * @param end whether it is known to wait for the end of the program
     */
    public record MainWait(Frame waitsAt, String operation, double seconds, boolean atLeast, boolean end) {}

    /**
     * The last proof by the garbage collector.
     *
     * @param at when its verdict was reached
     * @param problem why it could prove nothing in this JVM; null if it could
     */
    public record ProofRun(Instant at, @Nullable String problem) {}

    public static final class Builder {
        private final AgentFacts agent;
        private final JvmFacts jvm;
        private final Instant at;
        private final ThreadCounts watched;
        private final Totals totals;
        private double lookSeconds;
        private List<Problem> problems = List.of();
        private List<Finding> findings = List.of();
        private int findingsLeftOut;
        private @Nullable MainWait main;
        private @Nullable ProofRun proof;
        private BlindSpots unseen = BlindSpots.nothing();
        private List<Ended> ended = List.of();

        private Builder(AgentFacts agent, JvmFacts jvm, Instant at, ThreadCounts watched, Totals totals) {
            this.agent = agent;
            this.jvm = jvm;
            this.at = at;
            this.watched = watched;
            this.totals = totals;
        }

        public Builder lookSeconds(double seconds) {
            lookSeconds = seconds;
            return this;
        }

        public Builder problems(List<Problem> now) {
            problems = now;
            return this;
        }

        public Builder findings(List<Finding> worstFirst) {
            findings = worstFirst;
            return this;
        }

        public Builder findingsLeftOut(int number) {
            findingsLeftOut = number;
            return this;
        }

        public Builder main(@Nullable MainWait wait) {
            main = wait;
            return this;
        }

        public Builder proof(@Nullable ProofRun last) {
            proof = last;
            return this;
        }

        public Builder unseen(BlindSpots spots) {
            unseen = spots;
            return this;
        }

        public Builder ended(List<Ended> lastFirst) {
            ended = lastFirst;
            return this;
        }

        public Snapshot build() {
            return new Snapshot(
                    agent,
                    jvm,
                    at,
                    lookSeconds,
                    problems,
                    watched,
                    findings,
                    main,
                    totals,
                    findingsLeftOut,
                    proof,
                    unseen,
                    ended);
        }
    }
}
