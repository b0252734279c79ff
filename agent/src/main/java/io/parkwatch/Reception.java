// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.attach.AgentProperties;
import io.parkwatch.attach.Lease;
import io.parkwatch.attach.Status;
import io.parkwatch.attach.Told;
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

/**
 * Answers those who attach: tells what the last look saw, takes commands, and knows when an agent that came for one
 * report may go.
 */
final class Reception implements Supplier<String>, Function<String, @Nullable String> {
    private static final long LEASE_NANOS = 250_000_000;

    private final AgentFacts facts;
    private final Instant since;
    private final Duration threshold;
    private final @Nullable Lease lease;
    private final LongSupplier nanoTime;
    private final Of of;
    private final AgentProperties properties = new AgentProperties(this, this);
    private volatile @Nullable Latest latest;
    private volatile boolean left;

    /** The agent. */
    interface Of {
        /** Of the HTTP endpoint; null: none. */
        @Nullable
        String url();

        /** The time between two looks now. */
        Duration interval();

        /** Has a proof made; empty: it begins, else why not, as {@link AgentProperties#REFUSED} has it. */
        @Nullable
        String prove();

        /** How many proofs have ended. */
        int proofs();

        /** What a proof does now; empty: there is none. */
        String proving();

        /** Starts threads again that died unheard. */
        void revive();

        /** Called once. */
        void undo();
    }

    /** The last look: what it saw, how long after the first it began, and when it ended. */
    private record Latest(Snapshot snapshot, Duration age, long ended) {}

    /**
     * Closed until {@link #open}.
     *
     * @param lease of an agent that came for one report; null: it stays
     * @param nanoTime a clock that only goes on
     * @param of whom it answers for
     */
    Reception(
            AgentFacts facts, Instant since, Duration threshold, @Nullable Lease lease, LongSupplier nanoTime, Of of) {
        this.facts = facts;
        this.since = since;
        this.threshold = threshold;
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.of = of;
    }

    void open() throws ReflectiveOperationException {
        properties.install();
    }

    void close() throws ReflectiveOperationException {
        properties.uninstall();
    }

    /** {@code age} as in {@link io.parkwatch.look.Seen}. */
    void looked(Snapshot snapshot, Duration age) {
        latest = new Latest(snapshot, age, nanoTime.getAsLong());
    }

    /** The last look once more, with other problems. */
    void stale(Snapshot snapshot) {
        Latest last = latest;
        if (last != null) {
            latest = new Latest(snapshot, last.age(), last.ended());
        }
    }

    @Nullable
    Snapshot snapshot() {
        Latest now = latest;
        return now == null ? null : now.snapshot();
    }

    /** A {@link Told}, for who reads it. */
    @Override
    public String get() {
        of.revive();
        Latest now = latest;
        Duration left = threshold.minus(now == null ? Duration.ZERO : now.age());
        Status status = new Status(
                facts.version(),
                facts.attached(),
                lease != null && !lease.isKept(),
                since,
                facts.threshold(),
                facts.interval(),
                now == null ? Duration.ofMillis(-1) : now.age(),
                left.isNegative() ? Duration.ZERO : left,
                now == null ? 0 : now.snapshot().unread(),
                of.url(),
                of.proofs(),
                of.proving(),
                Duration.ofNanos(now == null ? -1 : Math.max(0, nanoTime.getAsLong() - now.ended())),
                of.interval());
        if (lease != null) {
            lease.read(status.settled());
        }
        return new Told(status, now == null ? null : ReportJson.of(now.snapshot())).text();
    }

    /** What a later arrival was told to do; as {@link AgentProperties} wants it. */
    @Override
    public synchronized @Nullable String apply(String command) {
        String what = command.split(" ", 2)[0];
        if (left) {
            return null;
        }
        switch (what) {
            case "detach" -> leave();
            case "attach", "keep" -> {
                if (lease != null) {
                    lease.keep();
                }
            }
            case "while" -> {
                if (lease != null) {
                    lease.whileRead();
                }
            }
            case "prove" -> {
                return of.prove();
            }
            case "leave" -> {
                if (lease != null && !lease.isKept()) {
                    leave();
                }
            }
            case "once" -> {}
            default -> {
                return "2 Parkwatch " + facts.version() + ", which watches this JVM, does not know the command " + what
                        + ": detach it, and attach the newer one";
            }
        }
        return "";
    }

    /** Waits for the end of a lease, and leaves then: the work of a thread of its own. */
    void awaitLeave(Lease awaited) {
        while (!left && !awaited.isOver() && !awaited.isKept()) {
            LockSupport.parkNanos(this, LEASE_NANOS);
        }
        if (!left) {
            leaveUnlessKept(awaited);
        }
    }

    private synchronized void leaveUnlessKept(Lease awaited) {
        if (!awaited.isKept()) {
            leave();
        }
    }

    /** Once, however many ask. */
    synchronized void leave() {
        if (!left) {
            left = true;
            of.undo();
        }
    }
}
