// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import io.parkwatch.api.Finding;
import io.parkwatch.api.Look;
import io.parkwatch.api.Parkwatch;
import io.parkwatch.api.WatchedThread;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * All tests of this JVM, and what they have left. Kept by JUnit until the last one has ended: 5.12 closes what
 * implements the one interface, 6 what implements the other.
 */
@SuppressWarnings("deprecation") // of the interface in newer releases
final class TestRun implements AutoCloseable, ExtensionContext.Store.CloseableResource {
    /** How long a thread may take from its start to its first wait. */
    private static final Duration START = Duration.ofMillis(100);

    private static final long SHORTEST_PAUSE = 5;
    private static final long LONGEST_PAUSE = 40;

    private final Judged whole;
    private final Booking booking = new Booking();
    private final Set<Judged> active = new HashSet<>();
    private final Set<Leak.Key> told = ConcurrentHashMap.newKeySet();

    private final @Nullable Baseline baseline;

    /** What the first test or class fails with. */
    private final AtomicReference<@Nullable String> failure;

    /** {@code baseline} is null if nothing is checked; the first test or class fails with {@code failure}, if any. */
    private TestRun(Settings settings, @Nullable Baseline baseline, @Nullable String failure) {
        this.whole = new Judged(settings);
        this.baseline = baseline;
        this.failure = new AtomicReference<>(failure);
        booking.add(whole);
    }

    /** Begins the run, with an agent if that can be. */
    static TestRun start(ExtensionContext context) {
        Settings settings = Settings.of(context.getRoot());
        String why = AgentStarter.start(context);
        try {
            Baseline baseline = Baseline.of(context);
            return new TestRun(settings, why == null ? baseline : null, why == null || why.isEmpty() ? null : why);
        } catch (IOException e) {
            return new TestRun(settings, null, String.valueOf(e.getMessage()));
        }
    }

    /** Begins a test or a class; null if nothing is checked. */
    @Nullable
    Judged begin(ExtensionContext context, Settings settings) {
        String fails = failure.getAndSet(null);
        if (fails != null) {
            throw new IllegalStateException("parkwatch: " + fails);
        }
        if (baseline == null) {
            return null;
        }
        Judged begun = new Judged(context, settings);
        booking.add(begun);
        if (!begun.isContainer) {
            synchronized (active) {
                active.add(begun);
                if (active.size() > 1) {
                    active.forEach(test -> test.alone = false);
                }
            }
        }
        return begun;
    }

    void end(Judged ended) {
        ended.end();
        synchronized (active) {
            active.remove(ended);
        }
    }

    /**
     * Waits until what a test or class has left goes on or ends, and throws if it does not. A class fails also for what
     * its tests have left and has become stuck since.
     */
    void judge(Judged ended, @Nullable ExtensionContext context) {
        List<Leak> leaks = ended.anyStarts() ? leaks(ended) : List.of();
        if (!leaks.isEmpty()) {
            leaks.forEach(leak -> told.add(leak.key()));
            Message message = new Message(leaks, this::name);
            if (context != null) {
                message.publish(context);
            }
            throw new AssertionError(message.text());
        }
    }

    /** Returns what is stuck now, where a test is about to be interrupted at its time-out. */
    String atTimeout(ExtensionContext context) {
        Duration threshold = whole.settings.threshold();
        Look look = look(whole, threshold, false);
        if (look.anyYoung()) {
            sleep(threshold.toMillis() + SHORTEST_PAUSE);
            look = look(whole, threshold, false);
        }
        List<Leak> leaks = new ArrayList<>();
        forEach(look, (leak, owner) -> {
            if (leak.isStuck()) {
                leaks.add(leak);
            }
        });
        // A main thread that waits is no finding: most programs wait in this way for their end.
        String main = Parkwatch.report()
                .map(report -> report.fields().get("main") instanceof Map<?, ?> is
                        ? "\n\"main\" waits at " + is.get("waitsAt") + ", in " + is.get("operation")
                        : "")
                .orElse("");
        String text = new Message(leaks, this::name).text();
        return "parkwatch: at the time-out of " + context.getDisplayName()
                + (leaks.isEmpty() && main.isEmpty() ? " nothing is stuck" : ":" + main)
                + (leaks.isEmpty() ? "" : "\n" + text);
    }

    /** Returns the name of what a thread belongs to; empty if that is not known. */
    private String name(Leak leak) {
        Judged owner = booking.owner(leak.thread());
        return owner == null ? "" : owner.name;
    }

    /** Looks until there is nothing, or the time is over. */
    private List<Leak> leaks(Judged of) {
        Settings settings = of.settings;
        Duration threshold = settings.threshold();
        Instant until = null;
        Instant started = null;
        boolean cleanBefore = false;
        for (long pause = SHORTEST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
            Instant began = Instant.now();
            int starts = Parkwatch.starts();
            Look look = look(of, threshold, false);
            until = until == null ? Instant.now().plus(settings.within()) : until;
            started = started == null ? Instant.now().plus(START) : started;
            boolean over = !began.isBefore(until);
            List<Leak> leaks = leaks(of, look);
            if (over && settings.prove() && leaks.stream().anyMatch(TestRun::isProvable)) {
                return leaks(of, look(of, threshold, true));
            }
            boolean clean = leaks.isEmpty() && !anyOpen(of, look, began.isBefore(started));
            // A thread that starts another one and ends may have been seen without it.
            boolean missed = !cleanBefore && (starts == -1 || starts != Parkwatch.starts());
            if (over || (clean && !missed)) {
                return leaks;
            }
            cleanBefore = clean;
            sleep(pause);
        }
    }

    private Look look(Judged of, Duration threshold, boolean prove) {
        return Parkwatch.look(threshold, prove, true, new Look.Subject(of.id, of.declaring, of.method))
                .orElseThrow(() -> new IllegalStateException("parkwatch: " + of.name
                        + " is not checked: the agent gave no answer (" + Parkwatch.status() + ")"));
    }

    private static boolean isProvable(Leak leak) {
        return leak.thread().virtual() && leak.thread().verdict().equals("stuck");
    }

    /** Reports whether a thread of the test may still come to wait for good. */
    private boolean anyOpen(Judged of, Look look, boolean starting) {
        if (of == whole) {
            return look.anyYoung(); // one of a pool's tasks may be among them
        }
        for (WatchedThread thread : look.threads()) {
            String state = thread.state();
            if ((state.equals("waiting") || (state.equals("running") && starting))
                    && of == booking.owner(thread)
                    && !Booking.runsTests(thread)) {
                return true;
            }
        }
        return false;
    }

    /** Returns what is left and fails. */
    private List<Leak> leaks(Judged of, Look look) {
        List<Leak> leaks = new ArrayList<>();
        forEach(look, (leak, owner) -> {
            if (!Booking.runsTests(leak.thread())
                    && !told.contains(leak.key())
                    && judges(of, owner, leak.thread())
                    && isLeft(of, leak.thread())
                    && (owner == null ? of : owner).settings.fails(leak)
                    && (baseline == null || !baseline.allows(leak))) {
                leaks.add(leak);
            }
        });
        return leaks;
    }

    private void forEach(Look look, BiConsumer<Leak, @Nullable Judged> visitor) {
        Map<String, Finding> findings = new HashMap<>();
        look.findings().forEach(finding -> findings.put(finding.fingerprint(), finding));
        for (WatchedThread thread : look.threads()) {
            Optional<Finding> finding = thread.fingerprint().flatMap(f -> Optional.ofNullable(findings.get(f)));
            visitor.accept(new Leak(thread, finding), booking.owner(thread));
        }
    }

    /** Reports whether {@code of} fails for a thread of {@code owner}. */
    private boolean judges(Judged of, @Nullable Judged owner, WatchedThread thread) {
        if (of == whole) {
            return owner != null || Booking.isInPool(thread, whole.began);
        }
        // Or what a test of the class has left, and became stuck after it.
        return of == owner || (of.isContainer && owner != null && owner.ended != null && owner.type.equals(of.type));
    }

    private static boolean isLeft(Judged of, WatchedThread thread) {
        return switch (thread.state()) {
            case "stuck" -> true;
            case "idle" -> of.settings.idlePools() || of.settings.live();
            default -> of.settings.live();
        };
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // A test may have left its thread interrupted: the next pause is a whole one.
        }
    }

    /** Judges what is left of all tests when the last one has ended. */
    @Override
    public void close() {
        if (baseline != null) {
            try {
                judge(whole, null);
            } finally {
                baseline.close();
            }
        }
    }
}
