// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.attach.Lease;
import io.parkwatch.attach.Reception;
import io.parkwatch.attach.Tenure;
import io.parkwatch.births.Registry;
import io.parkwatch.births.Stacks;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.detect.Detector;
import io.parkwatch.families.Families;
import io.parkwatch.families.coreasync.CoreAsync;
import io.parkwatch.families.custom.Custom;
import io.parkwatch.families.jdk.Jdk;
import io.parkwatch.families.jox.Jox;
import io.parkwatch.families.kotlinx.Kotlinx;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.LookOutcome;
import io.parkwatch.look.Watcher;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.options.Options;
import io.parkwatch.options.ProofMode;
import io.parkwatch.proof.WaitClasses;
import io.parkwatch.support.AgentThreads;
import io.parkwatch.support.AgentVersion;
import io.parkwatch.support.Clocks;
import io.parkwatch.support.ResilientWork;
import io.parkwatch.support.Stderr;
import io.parkwatch.weave.HubHome;
import io.parkwatch.weave.Installation;
import java.io.Closeable;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Wires the parts of the agent together and takes them down again. The only class that knows every part. */
final class Agent implements Reception.Owner, Watcher.Owner, Runnable {
    private static final long JOIN_MILLIS = 30_000;

    private final Options options;
    private final HubHome hub;
    private final Clocks clocks = new Clocks();
    private final AgentThreads threads = new AgentThreads("parkwatch");
    private volatile Snapshot.AgentFacts facts;
    private final Snapshot.JvmFacts jvm;
    private final Outputs outputs;
    private final Threads all;
    private final Families families;
    private final Registry registry;
    private final Watcher watcher;
    private final ResilientWork watching;
    private final ResilientWork leasing;
    private final Installation hooks;
    private final Reception reception;
    private final Tenure tenure;
    private final Problems problems;

    /** Creates the agent without changing the JVM; {@code attached} if it is loaded while the program runs. */
    Agent(Options options, boolean attached, Tenure tenure, Instrumentation instrumentation, HubHome hub)
            throws ReflectiveOperationException {
        this.options = options;
        this.hub = hub;
        this.tenure = tenure;
        this.facts = new Snapshot.AgentFacts(
                AgentVersion.number(), attached, options.thresholdText(), options.intervalText());
        Instant now = clocks.dates.instant();
        this.jvm = new ThisJvm(now, options.service());
        this.reception = new Reception(facts, now, options.threshold(), new Lease(tenure, clocks), clocks, this);
        CustomTypes own = new CustomTypes(options.channels());
        Jdk jdk = new Jdk();
        this.families = new Families(List.of(
                jdk,
                new Custom(own, jdk, instrumentation),
                new Jox(instrumentation),
                new Kotlinx(instrumentation),
                new CoreAsync(instrumentation, attached)));
        this.outputs = new Outputs(options, jvm, clocks, threads, families.parts());
        int release = Runtime.version().feature();
        this.hooks = new Installation(instrumentation, hub, attached, options.traces() > 0, own, families.hookPoints());
        this.all = new Threads(release);
        Stacks stacks = new Stacks(instrumentation, own);
        this.registry = new Registry(options.traces(), stacks, all, families.prefixes());
        this.problems = new Problems(hooks, families, all, registry);
        Evidence evidence = new Evidence(
                all,
                stacks,
                registry,
                families,
                own,
                new Detector(options.ignore(), families.all(), options.program()),
                new WatchedTime(clocks),
                clocks.dates,
                instrumentation);
        this.watcher = new Watcher(
                options.threshold(), options.interval(), options.proof() == ProofMode.ON, evidence, hub, threads, this);
        this.watching = threads.kept(watcher, "parkwatch-watcher");
        this.leasing = threads.kept(reception, "parkwatch-lease");
    }

    /** Weaves the hooks and starts the looks. If that fails, everything is undone. */
    void watch() throws Exception {
        try {
            initializeAll();
            if (!hooks.removesTransformer()
                    && options.proof() != ProofMode.OFF
                    && Runtime.version().feature() >= 21) {
                new WaitClasses().load();
            }
            hooks.install();
            registry.warmUp();
            testHooks();
            startThreads();
            // Last, or the first look would read the creations of the agent's own threads, over all loaded classes.
            registry.threads.listen(hub.threads);
            registry.channels.listen(hub.channels);
            registry.locks.listen(hub.locks);
            hub.suspensions.accept(registry.suspensions);
            registry.resumptions.listen(hub.resumptions);
            hub.calls.accept(registry.entries);
            registry.coroutines.listen(hub.coroutines);
            hub.pipes.accept(all.pipes());
            hub.door.accept(outputs.door(watcher));
            reception.open();
        } catch (Throwable e) {
            reception.leave();
            throw e;
        }
    }

    /** Initializes the enums that a look might be the first to use: if that failed, the agent would stay blind. */
    private static void initializeAll() {
        Object unused = Verdict.STUCK;
        unused = Kind.NONE;
        unused = WhyNot.COLLECTOR;
    }

    /** Tests that a woven constructor reaches the registry. From here on the hub is in use. */
    private void testHooks() {
        registry.channels.listen(hub.channels);
        new CountDownLatch(1).countDown();
        if (!registry.channels.any()) {
            problems.add(new Problem("traces", "creation places unknown: the hooks take no effect in this JVM"));
        }
    }

    /** Starts the agent's threads from a thread of its own, so that they inherit nothing from the program. */
    private void startThreads() {
        Thread starter = threads.thread(this, "parkwatch-start");
        starter.start();
        while (starter.isAlive()) {
            try {
                starter.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                // A program may interrupt all threads, the JVM's attach thread among them.
            }
        }
    }

    @Override
    public void run() {
        if (options.http()) {
            try {
                outputs.listen(this);
            } catch (IOException | RuntimeException | Error e) { // without a thread for HTTP the watcher still starts
                problems.add(new Problem("http", String.valueOf(e.getMessage())));
            }
        }
        String url = outputs.url();
        Stderr.line("watching (threshold " + options.thresholdText() + ")" + (url == null ? "" : ", " + url)
                + tenure.words);
        problems.print();
        outputs.warmUp();
        registry.warmUp(); // forgets what the agent itself has created
        watching.start();
        if (tenure != Tenure.FOR_GOOD) {
            leasing.start();
        }
    }

    @Override
    public void revive() {
        watching.revive();
        leasing.revive();
        outputs.revive();
    }

    @Override
    public @Nullable String url() {
        return outputs.url();
    }

    @Override
    public Duration interval() {
        revive();
        return watcher.interval();
    }

    @Override
    public boolean restoreHooks() {
        return hooks.restore();
    }

    @Override
    public boolean readsIds() {
        return hooks.readIds();
    }

    @Override
    public boolean virtualWorks() {
        hooks.removeTransformer(); // the class of virtual threads may have been loaded before the agent
        Optional<Problem> unread = all.readVirtual(!facts.attached());
        boolean works = hooks.parksWork();
        if (!works) {
            problems.add(new Problem("virtual", "virtual threads unwatched: their hooks take no effect in this JVM"));
        }
        unread.ifPresent(problems::add);
        return works && unread.isEmpty();
    }

    @Override
    public void looked(LookOutcome outcome) {
        problems.lookFailed(null);
        all.pipes().open();
        Snapshot now = Snapshot.of(
                        facts.at(outcome.number(), url()), jvm, outcome.at(), outcome.watched(), outcome.totals())
                .lookSeconds(outcome.seconds())
                .problems(problems.now(outputs.problems()))
                .findings(outcome.findings())
                .main(outcome.main())
                .proof(outcome.proof())
                .unseen(problems.unseen(outcome.unseen()))
                .ended(outcome.gone())
                .build();
        outputs.looked(now, outcome.stuck(), outcome.ended());
        reception.looked(now, Duration.ofNanos(outcome.age()));
        outputs.changed(now);
        revive();
    }

    @Override
    public void asked(Duration threshold, boolean tasks) {
        facts = facts.stuckAfter(threshold);
        hooks.addTasks(tasks);
    }

    /** Keeps the last look, with the problem that later looks fail. */
    @Override
    public void lookFailed(Throwable cause) {
        problems.lookFailed(cause);
        Snapshot last = reception.snapshot();
        if (last != null) {
            Snapshot stale =
                    last.toBuilder().problems(problems.now(outputs.problems())).build();
            outputs.stale(stale);
            reception.stale(stale);
        }
        revive();
    }

    @Override
    public @Nullable String prove() {
        if (options.proof() == ProofMode.OFF) {
            return "the agent in pid " + jvm.pid()
                    + " runs with proof=off: restart the JVM, or detach and attach it, without that";
        }
        watcher.prove();
        watching.wake();
        return null;
    }

    @Override
    public int proofs() {
        return watcher.proofs();
    }

    @Override
    public String proving() {
        return watcher.proving();
    }

    /** Undoes everything, first the hooks' listeners. A step that fails prints one line, and the others still run. */
    @Override
    public void undo() {
        hub.off();
        watcher.stop();
        if (!watching.end(JOIN_MILLIS)) {
            Stderr.line("detaching: its watcher has not ended: it still looks");
        }
        leasing.leave();
        hub.off(); // the watcher may have published a table meanwhile
        step("its HTTP endpoint has not ended", outputs::close);
        step("its event stays in the JDK Flight Recorder", outputs::forgetEvents);
        step(
                "some hooks stay, and do nothing",
                () -> hooks.uninstall()
                        .forEach((name, cause) -> Stderr.line(
                                "cannot take the hooks out of " + name + ", they stay and do nothing: " + cause)));
        step("its agent properties stay", reception::close);
        step("its thread group stays", threads::destroyGroup);
        Stderr.line("detached");
        step("its jar stays open", (Closeable) Agent.class.getClassLoader());
    }

    private static void step(String failing, AutoCloseable step) {
        try {
            step.close();
        } catch (Throwable e) {
            Stderr.line("detaching: " + failing + ": " + e);
        }
    }
}
