// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.AgentFacts;
import io.parkwatch.report.ReportJson;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers JVMs that attach: reports what the last look saw, takes commands, and lets the agent leave in time. */
public final class Reception implements Supplier<String>, Function<String, @Nullable String>, Runnable {
    private static final long LEASE_NANOS = 250_000_000;

    private final AgentFacts facts;
    private final Instant since;
    private final Duration threshold;
    private final Lease lease;
    private final LongSupplier nanoTime;
    private final Owner owner;
    private final AgentProperties properties = new AgentProperties(this, this);
    private volatile @Nullable Latest latest;
    private volatile boolean left;

    public interface Owner {
        /** Returns the URL of the HTTP endpoint, or null if there is none. */
        @Nullable
        String url();

        /** Returns the current time between two looks. */
        Duration interval();

        /** Requests a proof. Returns null if it begins, else the reason why not. */
        @Nullable
        String prove();

        int proofs();

        /** Returns what the running proof does now, empty if there is none. */
        String proving();

        void revive();

        /** Takes the agent down. Called once. */
        void undo();
    }

    /** The last look: what it saw, how long after the first it began, and when it ended. */
    private record Latest(Snapshot snapshot, Duration age, long ended) {}

    /** Creates a reception that is closed until {@link #open}. */
    public Reception(
            AgentFacts facts, Instant since, Duration threshold, Lease lease, LongSupplier nanoTime, Owner owner) {
        this.facts = facts;
        this.since = since;
        this.threshold = threshold;
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.owner = owner;
    }

    public void open() throws ReflectiveOperationException {
        properties.install();
    }

    public void close() throws ReflectiveOperationException {
        properties.uninstall();
    }

    /** Takes the result of a look; {@code age} as in {@code LookOutcome}. */
    public void looked(Snapshot snapshot, Duration age) {
        latest = new Latest(snapshot, age, nanoTime.getAsLong());
    }

    /** Replaces the snapshot of the last look by the same one with other problems. */
    public void stale(Snapshot snapshot) {
        Latest last = latest;
        if (last != null) {
            latest = new Latest(snapshot, last.age(), last.ended());
        }
    }

    @Nullable
    public Snapshot snapshot() {
        Latest now = latest;
        return now == null ? null : now.snapshot();
    }

    /** Returns the text of a {@link AgentReply} for a reader, and records the read in the lease. */
    @Override
    public String get() {
        owner.revive();
        Latest now = latest;
        Duration left = threshold.minus(now == null ? Duration.ZERO : now.age());
        Status status = new Status(
                facts.version(),
                facts.attached(),
                !lease.isKept(),
                since,
                facts.threshold(),
                facts.interval(),
                now == null ? Duration.ofMillis(-1) : now.age(),
                left.isNegative() ? Duration.ZERO : left,
                now == null ? 0 : now.snapshot().unseen().unread(),
                owner.url(),
                owner.proofs(),
                owner.proving(),
                Duration.ofNanos(now == null ? -1 : Math.max(0, nanoTime.getAsLong() - now.ended())),
                owner.interval());
        lease.read(status.settled());
        return new AgentReply(status, now == null ? null : ReportJson.of(now.snapshot())).text();
    }

    /** Carries out the command of a later arrival, as {@link AgentProperties} specifies. */
    @Override
    public synchronized @Nullable String apply(String command) {
        String what = command.split(" ", 2)[0];
        if (left) {
            return null;
        }
        switch (what) {
            case "detach" -> leave();
            case "attach", "keep" -> lease.keep();
            case "while" -> lease.whileRead();
            case "prove" -> {
                String why = owner.prove();
                return why == null ? "" : "2 " + why;
            }
            case "leave" -> leaveUnlessKept();
            case "once" -> {}
            default -> {
                return "2 Parkwatch " + facts.version() + ", which watches this JVM, does not know the command " + what
                        + ": detach it, and attach the newer one";
            }
        }
        return "";
    }

    /** Waits for the end of the lease, then leaves. Runs in a thread of its own. */
    @Override
    public void run() {
        while (!left && !lease.isOver() && !lease.isKept()) {
            LockSupport.parkNanos(this, LEASE_NANOS);
        }
        if (!left) {
            leaveUnlessKept();
        }
    }

    private synchronized void leaveUnlessKept() {
        if (!lease.isKept()) {
            leave();
        }
    }

    /** Takes the agent down, once, however often it is called. */
    public synchronized void leave() {
        if (!left) {
            left = true;
            owner.undo();
        }
    }
}
