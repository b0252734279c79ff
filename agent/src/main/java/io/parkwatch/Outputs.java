// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.attach.Reception;
import io.parkwatch.changes.FindingLog;
import io.parkwatch.changes.FlightEvents;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.http.Endpoint;
import io.parkwatch.http.Looks;
import io.parkwatch.look.Watcher;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.options.Options;
import io.parkwatch.report.ReportFile;
import io.parkwatch.search.Found;
import io.parkwatch.search.Wish;
import io.parkwatch.support.AgentThreads;
import io.parkwatch.support.Stderr;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows each snapshot to the world: by HTTP with metrics, the report file, lines, events and the hub's door. */
final class Outputs implements Function<Object[], @Nullable Object> {
    private static final long WARM_MILLIS = 1_000;

    private final Options options;
    private final Metrics metrics;
    private final @Nullable ReportFile reportFile;
    private final boolean logs;
    private final LongSupplier nanoTime;
    private final AgentThreads threads;
    private volatile @Nullable Endpoint endpoint;
    private volatile @Nullable Snapshot last;
    private volatile @Nullable Watcher watcher;
    /** Set once there was a finding, as the next one. Used by the watcher's thread only. */
    private @Nullable FindingLog log;

    private volatile @Nullable FlightEvents events;

    /** Takes the parts of problems that stand for a library. */
    Outputs(
            Options options,
            Snapshot.JvmFacts jvm,
            LongSupplier nanoTime,
            AgentThreads threads,
            List<String> libraries) {
        String report = options.report();
        this.options = options;
        this.metrics = new Metrics(nanoTime, libraries);
        this.logs = options.log();
        this.nanoTime = nanoTime;
        this.threads = threads;
        this.reportFile = report == null ? null : new ReportFile(report, jvm.pid(), Stderr::line);
    }

    void listen(Reception.Owner agent) throws IOException {
        endpoint = new Shown(agent).start();
    }

    /** What the endpoint shows. Each request revives threads of the agent that have died. */
    private final class Shown implements Looks {
        private final Reception.Owner agent;

        Shown(Reception.Owner agent) {
            this.agent = agent;
        }

        /** Here, as the verifier would load the interface for the other class, in a start without HTTP too. */
        Endpoint start() throws IOException {
            return Endpoint.start(options, this, metrics, nanoTime);
        }

        @Override
        public @Nullable Snapshot last() {
            agent.revive();
            return last;
        }

        @Override
        public Duration interval() {
            return agent.interval();
        }

        @Override
        public @Nullable Found find(Wish wish) {
            agent.revive();
            Watcher looks = watcher;
            return looks == null ? null : looks.find(wish);
        }
    }

    /** Warms the report file up in a thread of its own: a file system that hangs must not delay {@code main}. */
    void warmUp() {
        if (reportFile == null) {
            return;
        }
        Thread warming = threads.thread(reportFile::warmUp, "parkwatch-report");
        warming.start();
        try {
            warming.join(WARM_MILLIS);
        } catch (InterruptedException e) {
            // The agent's threads ignore interrupts.
        }
    }

    /** Shows a look; {@code stuck} and {@code ended} as in {@link io.parkwatch.look.LookOutcome}. */
    void looked(Snapshot now, Map<String, Integer> stuck, Map<String, Integer> ended) {
        metrics.changed(stuck, ended);
        metrics.update(now);
        Endpoint http = endpoint;
        if (http != null) {
            http.looked(now);
        }
        last = now;
        write(now);
    }

    /** Shows what has changed since the last look. */
    void changed(Snapshot now) {
        FlightEvents recorded = events;
        if (recorded == null) {
            if (now.findings().isEmpty()) {
                return;
            }
            recorded = new FlightEvents(nanoTime, threads);
            log = logs ? new FindingLog(nanoTime) : null;
            events = recorded;
        }
        if (log != null) {
            log.looked(now.findings());
        }
        recorded.looked(now.findings());
    }

    /** Shows the last look again, with other problems. */
    void stale(Snapshot same) {
        metrics.stale(same);
        last = same;
        write(same);
    }

    private void write(Snapshot snapshot) {
        if (reportFile != null) {
            reportFile.write(snapshot);
        }
    }

    /** Returns what answers at the hub's door, as long as this agent is there. */
    Function<Object[], @Nullable Object> door(Watcher looks) {
        watcher = looks;
        return this;
    }

    /** Answers a thread of the program. No class is loaded before one asks. */
    @Override
    public @Nullable Object apply(Object[] asked) {
        Watcher looks = watcher;
        boolean fresh = looks != null && metrics.fresh(looks.interval());
        Object answer = new Door(options, metrics, url()).answer(asked, last, fresh);
        return answer != null || looks == null ? answer : new LookDoor(looks, () -> last, this::unlisten).answer(asked);
    }

    /** Gives the port back: a build runs tests in many JVMs, which share their options. */
    private void unlisten() {
        try {
            close();
            endpoint = null;
        } catch (Exception e) {
            Stderr.line("its HTTP endpoint has not ended: " + e);
        }
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Endpoint http = endpoint;
        if (http != null) {
            Problems.add(http.problem(), problems);
        }
        Problems.add(metrics.problem(), problems);
        if (reportFile != null) {
            Problems.add(reportFile.problem(), problems);
        }
        return problems;
    }

    @Nullable
    String url() {
        Endpoint http = endpoint;
        return http == null ? null : http.url();
    }

    void revive() {
        Endpoint http = endpoint;
        if (http != null) {
            http.revive();
        }
    }

    /** Takes the events out of the recorder. */
    void forgetEvents() throws InterruptedException {
        FlightEvents recorded = events;
        if (recorded != null) {
            recorded.forget();
        }
    }

    void close() throws Exception {
        Endpoint http = endpoint;
        if (http != null) {
            http.close();
        }
    }
}
