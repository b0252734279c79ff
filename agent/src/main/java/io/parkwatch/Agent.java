// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.attach.Lease;
import io.parkwatch.attach.Reception;
import io.parkwatch.attach.Tenure;
import io.parkwatch.births.Registry;
import io.parkwatch.births.Stacks;
import io.parkwatch.detect.Detector;
import io.parkwatch.families.Families;
import io.parkwatch.families.coreasync.CoreAsync;
import io.parkwatch.families.custom.Custom;
import io.parkwatch.families.custom.CustomTypes;
import io.parkwatch.families.jdk.Jdk;
import io.parkwatch.families.jox.Jox;
import io.parkwatch.families.kotlinx.Kotlinx;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.http.Endpoint;
import io.parkwatch.http.HttpSettings;
import io.parkwatch.look.Clocks;
import io.parkwatch.look.LookOutcome;
import io.parkwatch.look.Watcher;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.options.Options;
import io.parkwatch.proof.WaitClasses;
import io.parkwatch.report.ReportFile;
import io.parkwatch.weave.HubHome;
import io.parkwatch.weave.Installation;
import io.parkwatch.weave.SelfTest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Wires the parts of the agent together and takes them down again. The only class that knows every part. */
final class Agent implements Reception.Of, Watcher.Owner {
    private static final long JOIN_MILLIS = 30_000;
    private static final long WARM_MILLIS = 1_000;

    private final Options options;
    private final HubHome hub;
    private final Clocks clocks = Clocks.system();
    private final AgentThreads threads = new AgentThreads();
    private final Snapshot.AgentFacts facts;
    private final Snapshot.JvmFacts jvm;
    private final Metrics metrics;
    private final Threads all;
    private final Families families;
    private final Registry registry;
    private final Watcher watcher;
    private final ResilientWork watching;
    private final @Nullable ResilientWork leasing;
    private final Installation hooks;
    private final Reception reception;
    private final Tenure stay;
    private final @Nullable Lease lease;
    private final @Nullable ReportFile reportFile;
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private volatile @Nullable Problem failing;
    private volatile boolean begun;

    /** Kept until it has given an answer: it gives none when memory runs out. */
    private @Nullable SelfTest selfTest;

    private @Nullable Boolean tested;
    private volatile @Nullable Endpoint endpoint;

    /**
     * Creates the agent without changing the JVM.
     *
     * @param attached whether the agent is loaded while the program runs
     * @param stay how long the agent stays
     */
    Agent(Options options, boolean attached, Tenure stay, Instrumentation instrumentation, HubHome hub)
            throws ReflectiveOperationException {
        this.options = options;
        this.hub = hub;
        this.stay = stay;
        this.lease = stay == Tenure.FOR_GOOD ? null : new Lease(stay == Tenure.ONCE, clocks.nanos());
        this.facts =
                new Snapshot.AgentFacts(ThisJvm.version(), attached, options.thresholdText(), options.intervalText());
        Instant now = clocks.dates().instant();
        this.jvm = new ThisJvm(now);
        this.reception = new Reception(facts, now, options.threshold(), lease, clocks.nanos(), this);
        this.metrics = new Metrics(clocks.nanos());
        CustomTypes own = new CustomTypes(options.channels());
        Jdk jdk = new Jdk();
        this.families = new Families(List.of(
                jdk,
                new Custom(own, jdk, instrumentation),
                new Jox(instrumentation),
                new Kotlinx(instrumentation),
                new CoreAsync(instrumentation, attached)));
        this.reportFile = options.report() == null ? null : new ReportFile(options.report(), jvm.pid(), Stderr::line);

        int release = Runtime.version().feature();
        this.hooks = new Installation(
                instrumentation,
                attached,
                options.traces() > 0,
                own,
                families.hookPoints(),
                hub.classes(),
                hub.virtual());
        this.all = new Threads(release);
        problems.addAll(all.problems());
        Stacks stacks = new Stacks(instrumentation, own);
        this.registry = new Registry(options.traces(), stacks, all);
        Evidence evidence = new Evidence(
                all,
                stacks,
                registry,
                families,
                own,
                new Detector(options.ignore(), families.all()),
                new WatchedTime(clocks.nanos()),
                clocks.dates());
        this.watcher = new Watcher(
                options.threshold(), options.interval(), options.proof().equals("on"), evidence, hub, threads, this);
        this.watching = threads.kept(watcher, "parkwatch-watcher");
        Lease awaited = lease;
        this.leasing = awaited == null ? null : threads.kept(() -> reception.awaitLeave(awaited), "parkwatch-lease");
    }

    /** Weaves the hooks and starts the looks. If that fails, everything is undone. */
    void watch() throws Exception {
        try {
            initializeAll();
            if (!hooks.parts()
                    && !options.proof().equals("off")
                    && Runtime.version().feature() >= 21) {
                new WaitClasses().load();
            }
            hooks.install();
            registry.warmUp();
            testHooks();
            startThreads();
            // Last, or the first look would read the creations of the agent's own threads, over all loaded classes.
            registry.threads.listen(hub.threads());
            registry.channels.listen(hub.channels());
            registry.locks.listen(hub.locks());
            hub.suspensions().accept(registry.suspensions);
            registry.resumptions.listen(hub.resumptions());
            hub.calls().accept(registry.entries);
            registry.coroutines.listen(hub.coroutines());
            hub.pipes().accept(all.pipes());
            reception.open();
        } catch (Exception | LinkageError e) {
            reception.leave();
            throw e;
        }
    }

    /**
     * Initializes the enums that a look might be the first to use. A static initializer that fails later is never run
     * again, and the agent would be blind.
     */
    private static void initializeAll() {
        Object unused = Verdict.STUCK;
        unused = Kind.NONE;
        unused = WhyNot.COLLECTOR;
    }

    /** Tests that a woven constructor reaches the registry. From here on the hub is in use. */
    private void testHooks() {
        registry.channels.listen(hub.channels());
        new CountDownLatch(1).countDown();
        if (!registry.channels.any()) {
            problem(new Problem("traces", "creation places unknown: the hooks take no effect in this JVM"));
        }
    }

    /** Starts the agent's threads from a thread of its own, so that they inherit nothing from the program. */
    private void startThreads() {
        Thread starter = threads.thread(new Starter(), "parkwatch-start");
        starter.start();
        while (starter.isAlive()) {
            try {
                starter.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                // A program may interrupt all threads, the JVM's attach thread among them.
            }
        }
    }

    private final class Starter implements Runnable {
        @Override
        public void run() {
            startEndpoint();
            warmReportFile();
            registry.warmUp(); // forgets what the agent itself has created
            watching.start();
            if (leasing != null) {
                leasing.start();
            }
        }
    }

    /** Warms the report file up in a thread of its own: a file system that hangs must not delay {@code main}. */
    private void warmReportFile() {
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

    private void startEndpoint() {
        String where = "";
        if (options.http()) {
            try {
                Endpoint started = Endpoint.start(
                        new HttpSettings(
                                options.host(),
                                options.firstPort(),
                                options.lastPort(),
                                options.exposeAll(),
                                options.hosts()),
                        this::snapshot,
                        metrics,
                        this::interval,
                        clocks.nanos());
                endpoint = started;
                where = ", " + started.url();
            } catch (IOException | RuntimeException e) {
                problem(new Problem("http", String.valueOf(e.getMessage())));
            }
        }
        Stderr.line("watching (threshold " + options.thresholdText() + ")" + where + stay.words);
        // Problems found so far are printed after the first line.
        for (Problem problem : problems) {
            Stderr.line(problem.text());
        }
        begun = true;
    }

    /** Returns the last snapshot. Each read of the endpoint revives dead threads, here and in {@link #interval}. */
    private @Nullable Snapshot snapshot() {
        revive();
        return reception.snapshot();
    }

    @Override
    public void revive() {
        watching.revive();
        if (leasing != null) {
            leasing.revive();
        }
        Endpoint http = endpoint;
        if (http != null) {
            http.revive();
        }
    }

    @Override
    public @Nullable String url() {
        Endpoint http = endpoint;
        return http == null ? null : http.url();
    }

    @Override
    public Duration interval() {
        revive();
        return watcher.interval();
    }

    @Override
    public boolean hooksHeld() {
        return hooks.held();
    }

    @Override
    public boolean readsIds() {
        return hooks.readIds();
    }

    @Override
    public boolean virtualWorks() {
        hooks.run(); // the class of virtual threads may have been loaded before the agent
        Optional<Problem> unread = all.readVirtual(!facts.attached());
        Boolean works = tested;
        if (works == null) {
            SelfTest test = selfTest == null ? new SelfTest(hub, facts.attached()) : selfTest;
            selfTest = test;
            works = hooks.parksWoven() && test.works();
            tested = works;
        }
        if (!works) {
            problem(new Problem("virtual", "virtual threads unwatched: their hooks take no effect in this JVM"));
        }
        unread.ifPresent(this::problem);
        return works && unread.isEmpty();
    }

    private void problem(Problem problem) {
        if (problems.contains(problem)) {
            return; // recorded, but printing its line failed
        }
        problems.add(problem);
        if (begun) {
            Stderr.line(problem.text());
        }
    }

    @Override
    public void looked(LookOutcome outcome) {
        failing = null;
        all.pipes().open();
        Snapshot now = Snapshot.of(
                        facts.at(outcome.number(), url()), jvm, outcome.at(), outcome.watched(), outcome.totals())
                .lookSeconds(outcome.seconds())
                .problems(problemsNow())
                .findings(outcome.findings())
                .main(outcome.main())
                .proof(outcome.proof())
                .unseen(unseen(outcome.unseen()))
                .build();
        metrics.ended(outcome.ended());
        metrics.update(now);
        reception.looked(now, Duration.ofNanos(outcome.age()));
        if (reportFile != null) {
            reportFile.write(now);
        }
        revive();
    }

    /** Keeps the last look, with the problem that later looks fail. */
    @Override
    public void lookFailed(Throwable cause) {
        failing = new Problem("look", "looks fail: " + cause);
        Snapshot last = reception.snapshot();
        if (last != null) {
            Snapshot stale = last.toBuilder().problems(problemsNow()).build();
            metrics.stale(stale);
            reception.stale(stale);
            if (reportFile != null) {
                reportFile.write(stale);
            }
        }
        revive();
    }

    /** Returns the libraries whose hooks or fields do not match a known release. */
    private Set<String> unknown() {
        Set<String> libraries = new LinkedHashSet<>(hooks.unknown());
        libraries.addAll(families.unknown());
        return libraries;
    }

    private BlindSpots unseen(BlindSpots byLook) {
        List<BlindSpots.Blind> blind = new ArrayList<>(byLook.blind());
        for (String library : unknown()) {
            blind.add(Families.unseen(library));
        }
        return new BlindSpots(blind, byLook.leftOut(), byLook.unread(), byLook.carriers());
    }

    private List<Problem> problemsNow() {
        List<Problem> now = new ArrayList<>(problems);
        add(Optional.ofNullable(failing), now);
        if (!hooks.failed().isEmpty()) {
            now.add(new Problem(
                    "weave", "some waits or places may be missed: cannot weave " + String.join(", ", hooks.failed())));
        }
        now.addAll(families.problems());
        add(all.pipes().problem(), now);
        for (String library : unknown()) {
            now.add(Families.unknown(library));
        }
        if (registry.suspensions.lost()) {
            now.add(new Problem("coroutines", "some waits of coroutines were missed: too many channels at once"));
        }
        Endpoint http = endpoint;
        if (http != null) {
            add(http.problem(), now);
        }
        add(metrics.problem(), now);
        if (reportFile != null) {
            add(reportFile.problem(), now);
        }
        return now;
    }

    private static void add(Optional<Problem> one, List<Problem> to) {
        if (one.isPresent()) {
            to.add(one.get());
        }
    }

    @Override
    public @Nullable String prove() {
        if (options.proof().equals("off")) {
            return "2 the agent in pid " + jvm.pid()
                    + " runs with proof=off: restart the JVM, or detach and attach it, without that";
        }
        watcher.prove();
        watching.wake();
        return "";
    }

    @Override
    public int proofs() {
        return watcher.proofs();
    }

    @Override
    public String proving() {
        return watcher.proving();
    }

    /** Undoes everything, hooks first. Each step that fails prints one line, and the others still run. */
    @Override
    public void undo() {
        hub.off();
        watcher.stop();
        if (!watching.end(JOIN_MILLIS)) {
            Stderr.line("detaching: its watcher has not ended: it still looks");
        }
        if (leasing != null) {
            leasing.leave();
        }
        hub.off(); // the watcher may have published a table meanwhile
        Endpoint http = endpoint;
        if (http != null) {
            step("its HTTP endpoint has not ended", http::close);
        }
        step(
                "some hooks stay, and do nothing",
                () -> hooks.uninstall()
                        .forEach((name, cause) -> Stderr.line(
                                "cannot take the hooks out of " + name + ", they stay and do nothing: " + cause)));
        step("its agent properties stay", reception::close);
        step("its thread group stays", threads::destroyGroup);
        Stderr.line("detached");
        step("its jar stays open", ((Closeable) Agent.class.getClassLoader())::close);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void step(String failing, Step step) {
        try {
            step.run();
        } catch (Exception | LinkageError e) {
            Stderr.line("detaching: " + failing + ": " + e);
        }
    }
}
