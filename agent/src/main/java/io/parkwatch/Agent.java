// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.channels.Channels;
import io.parkwatch.detect.Detector;
import io.parkwatch.detect.UserChannel;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.http.Endpoint;
import io.parkwatch.look.Clocks;
import io.parkwatch.look.Evidence;
import io.parkwatch.look.Looked;
import io.parkwatch.look.Packages;
import io.parkwatch.look.Threads;
import io.parkwatch.look.Watcher;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.report.ReportFile;
import io.parkwatch.report.ReportJson;
import io.parkwatch.seen.Registry;
import io.parkwatch.seen.Stacks;
import io.parkwatch.weave.HubHome;
import io.parkwatch.weave.SelfTest;
import io.parkwatch.weave.Weaver;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Wires the parts together. The only place that knows every part. */
public final class Agent {
    private final Options options;
    private final Clocks clocks = Clocks.SYSTEM;
    private final ThreadGroup group;
    private final Snapshot.AgentFacts facts;
    private final Snapshot.JvmFacts jvm;
    private final Metrics metrics;
    private final Channels channels;
    private final Watcher watcher;
    private final @Nullable ReportFile reportFile;
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final Weaver weaver;
    private volatile boolean watching;
    private volatile @Nullable Endpoint endpoint;
    private volatile @Nullable Snapshot snapshot;

    /**
     * Called by the starter. Bad options end in one line, and the program runs as if the agent were not there.
     *
     * @param options as they follow {@code -javaagent:parkwatch.jar=}
     * @param hub the class file of the hub
     */
    public static void start(String options, Instrumentation instrumentation, byte[] hub) throws Exception {
        String unsupported = Jvm.unsupported();
        if (unsupported != null) {
            Stderr.line(unsupported);
            return;
        }
        try {
            Options parsed = OptionsParser.parse(options);
            Packages.open(instrumentation);
            HubHome home = HubHome.define(hub);
            if (home.isInUse()) {
                Stderr.line("this JVM is watched already, the second agent stays out: name -javaagent once");
                return;
            }
            new Agent(parsed, instrumentation, home).watch();
        } catch (OptionsException e) {
            Stderr.line(e.getMessage() + "; the program runs without the agent");
        }
    }

    private Agent(Options options, Instrumentation instrumentation, HubHome hub) throws Exception {
        this.options = options;
        this.group = new ThreadGroup(topGroup(), "parkwatch");
        this.facts = new Snapshot.AgentFacts(Jvm.version(), false, options.thresholdText(), options.intervalText());
        this.jvm = Jvm.facts(clocks.dates().instant());
        this.metrics = new Metrics(clocks.nanos());
        Set<String> own =
                options.channels().stream().map(UserChannel::className).collect(Collectors.toSet());
        this.channels = new Channels(instrumentation, own);
        this.reportFile = options.report() == null ? null : new ReportFile(options.report(), jvm.pid(), Stderr::line);

        int release = Runtime.version().feature();
        this.weaver = new Weaver(release, options.traces() > 0, own);
        Threads threads = new Threads(release);
        threads.problems().forEach(this::problem);
        channels.missing().ifPresent(this::problem);
        Stacks stacks = new Stacks(instrumentation);
        Registry registry = new Registry(options.traces(), stacks, threads::id);
        this.watcher = Watcher.of(
                options.threshold(),
                options.interval(),
                threads,
                new Evidence(stacks, registry, channels),
                new Detector(options.channels(), options.ignore()),
                clocks,
                hub::watched,
                () -> virtualWorks(hub),
                Agent::isOurs,
                this::looked);
        weaver.install(instrumentation);
        registry.warmUp();
        hub.sinks(registry.threadSink(), registry.channelSink());
        new CountDownLatch(1).countDown();
        if (!registry.sawChannel()) {
            problem(new Problem("traces", "creation places unknown: the hooks take no effect in this JVM"));
        }
    }

    /** Our groups lie at the root, where programs don't make any. */
    private static boolean isOurs(Thread thread) {
        ThreadGroup of = thread.getThreadGroup();
        return of != null
                && of.getName().startsWith("parkwatch")
                && of.getParent() != null
                && of.getParent().getParent() == null;
    }

    private static ThreadGroup topGroup() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top;
    }

    /** Starts the agent's threads from one of its own, so that they inherit nothing of the program's. */
    private void watch() throws InterruptedException {
        Thread starter = thread(
                () -> {
                    startEndpoint();
                    thread(watcher, "parkwatch-watcher").start();
                },
                "parkwatch-start");
        starter.start();
        starter.join();
    }

    private Thread thread(Runnable work, String name) {
        Thread thread = new Thread(group, work, name, 0, false);
        thread.setDaemon(true);
        // The program's own default handler must not hear of us.
        thread.setUncaughtExceptionHandler((failed, cause) -> Stderr.line(failed.getName() + " ended: " + cause));
        thread.setContextClassLoader(Agent.class.getClassLoader());
        return thread;
    }

    private void startEndpoint() {
        String where = "";
        if (options.http()) {
            try {
                Endpoint started = Endpoint.start(
                        new Endpoint.Settings(
                                options.host(), options.firstPort(), options.lastPort(), options.exposeAll()),
                        () -> snapshot,
                        metrics,
                        watcher::interval,
                        clocks.nanos());
                endpoint = started;
                where = ", " + started.url();
            } catch (IOException | RuntimeException e) {
                problem(new Problem("http", String.valueOf(e.getMessage())));
            }
        }
        Stderr.line("watching (threshold " + options.thresholdText() + ")" + where);
        // What went wrong until now follows the first line.
        problems.forEach(problem -> Stderr.line(problem.text()));
        watching = true;
    }

    private boolean virtualWorks(HubHome hub) {
        SelfTest.Result result = weaver.parksWoven() ? new SelfTest(hub).run() : SelfTest.Result.FAILS;
        if (result == SelfTest.Result.FAILS) {
            problem(new Problem("virtual", "virtual threads unwatched: their hooks take no effect in this JVM"));
        }
        return result != SelfTest.Result.FAILS;
    }

    private void problem(Problem problem) {
        problems.add(problem);
        if (watching) {
            Stderr.line(problem.text());
        }
    }

    private void looked(Looked looked) {
        Snapshot now = new Snapshot(
                facts,
                jvm,
                looked.at(),
                looked.seconds(),
                problemsNow(),
                looked.watched(),
                looked.findings(),
                looked.main(),
                looked.totals());
        snapshot = now;
        metrics.update(now);
        if (reportFile != null) {
            reportFile.write(ReportJson.of(now));
        }
    }

    private List<Problem> problemsNow() {
        List<Problem> now = new ArrayList<>(problems);
        if (!weaver.failed().isEmpty()) {
            now.add(new Problem(
                    "weave", "some waits or places may be missed: cannot weave " + String.join(", ", weaver.failed())));
        }
        if (!channels.joxWorks()) {
            now.add(new Problem("jox", "jox channels are told by their frames alone: this release is not known"));
        }
        Endpoint http = endpoint;
        if (http != null) {
            http.problem().ifPresent(now::add);
        }
        if (reportFile != null) {
            reportFile.problem().ifPresent(now::add);
        }
        return now;
    }
}
