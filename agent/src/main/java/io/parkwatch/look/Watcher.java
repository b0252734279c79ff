// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.births.Registry;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.proofs.Proofs;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.search.Found;
import io.parkwatch.search.Searches;
import io.parkwatch.search.Wish;
import io.parkwatch.support.RecurringFault;
import io.parkwatch.support.Stderr;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the looks: one per interval, an extra one when a wait becomes old in between, fewer when they cost more than
 * their share of a core. Runs on a platform thread of its own, since virtual threads may be what is stuck.
 */
public final class Watcher implements Runnable {
    /**
     * 0.8 % of a core for the looks, which leaves room for the work between them, and 4 % for stacks: at most one and
     * five per cent in all (docs/decisions/0003).
     */
    private static final long LOOK_DIVISOR = 125;

    private static final long STACK_DIVISOR = 25;
    private static final long SAVED = 500_000_000;

    /** The budget of traces is per second and is refilled at this interval. */
    private static final long TICK = 1_000_000_000;

    private static final long SHORTEST_PAUSE = 5_000_000;

    private final long interval;
    private final Look look;
    private final Proofs proofs;
    private final Threads threads;
    private final LongSupplier cpu;
    private final Registry registry;
    private final WatchedTime time;
    private final Owner owner;
    private final Pace pace;
    private final Share lookShare;
    private final Share stackShare;
    private boolean virtualTested;

    /** Whether the JVM would call {@code getId} of a thread's own class. */
    private boolean asksIds;

    private final RecurringFault failedLooks;
    private final RecurringFault lostPlaces;
    private long refilled;
    private volatile boolean stopped;
    private volatile long pause;

    /** What the program asks for, the newest first. */
    private final AtomicReference<@Nullable LookRequest> requests = new AtomicReference<>();

    private volatile @Nullable Thread thread;

    /** Whether it is recorded who makes the tasks of pools. */
    private volatile boolean tasks;

    /** The agent that the watcher works for. Called on the watcher's thread. */
    public interface Owner {
        /** Tests the hooks of virtual threads. Called once, when there is a virtual thread. */
        boolean virtualWorks();

        /**
         * Makes the JVM read the ids of threads itself where it would call a method of the program. Called once, when
         * there is such a method. Returns false if that is not possible.
         */
        boolean readsIds();

        /** Restores hooks that are missing since the last look. Returns whether any were. */
        boolean restoreHooks();

        void looked(LookOutcome outcome);

        /**
         * Called when the program asks for looks that need more than those before.
         *
         * @param threshold the age from which waits count as stuck from now on
         * @param tasks whether it is to be recorded who makes the tasks of pools
         */
        void asked(Duration threshold, boolean tasks);

        /** Called instead of {@link #looked} after a look that failed. */
        void lookFailed(Throwable cause);
    }

    /**
     * Creates a watcher with its own look.
     *
     * @param alwaysProve whether to ask the garbage collector without a request
     * @param publish hands a new table of thread ids to the hook
     * @param agents matches the agent's threads
     */
    public Watcher(
            Duration threshold,
            Duration interval,
            boolean alwaysProve,
            Evidence evidence,
            Consumer<long[]> publish,
            Predicate<Thread> agents,
            Owner owner) {
        this.interval = interval.toNanos();
        this.pause = this.interval;
        this.pace = new Pace(this.interval);
        this.threads = evidence.threads();
        this.asksIds = threads.asksIds;
        this.registry = evidence.registry();
        this.time = evidence.time();
        this.cpu = threads.cpu(time);
        this.owner = owner;
        if (threads.virtual != null && !threads.virtual.seesDirect()) {
            threads.virtual.alsoThose(registry::forEachThread);
        }
        Books books = new Books(threads, publish, evidence.custom(), registry.entries);
        this.proofs = new Proofs(evidence, books, alwaysProve);
        this.look = new Look(evidence, books, proofs, threshold.toNanos(), agents);
        this.failedLooks = new RecurringFault(time);
        this.lostPlaces = new RecurringFault(time);
        long now = time.getAsLong();
        this.refilled = now;
        this.lookShare = new Share(LOOK_DIVISOR, SAVED, now);
        this.stackShare = new Share(STACK_DIVISOR, SAVED, now);
    }

    /** Requests a proof: the garbage collector determines which waits are leaked. */
    public void prove() {
        proofs.ask();
    }

    /** Returns the answer to a search for threads, once; null until a look has answered. */
    public @Nullable Found find(Wish wish) {
        Searches made = look.searches;
        if (made == null) {
            made = new Searches();
            look.searches = made;
        }
        return made.ask(wish);
    }

    /** Returns how many requested proofs have ended. */
    public int proofs() {
        return proofs.ended();
    }

    /** Describes the current proof for people; empty if there is none. */
    public String proving() {
        return proofs.doing();
    }

    /** Returns the present time between two looks: the configured interval, or longer where looks are expensive. */
    public Duration interval() {
        return Duration.ofNanos(Math.max(interval, pause));
    }

    public void stop() {
        stopped = true;
    }

    /**
     * Makes a look at once, on the watcher's thread, and waits for it in the calling thread of the program. Returns
     * null if the look failed, or did not end in time.
     */
    public LookRequest.@Nullable Answer look(LookRequest request, long nanos) {
        do {
            request.next = requests.get();
        } while (!requests.compareAndSet(request.next, request));
        LockSupport.unpark(thread);
        return request.await(time, nanos);
    }

    /** Returns a number that changes whenever a thread or coroutine starts; -1 if that is not known. */
    public int starts() {
        int threads = registry.threads.heard();
        int coroutines = registry.coroutines.heard();
        int made = tasks ? registry.channels.heard() : 0;
        return Math.min(threads, Math.min(coroutines, made)) < 0
                ? -1
                : (threads + coroutines + made) & Integer.MAX_VALUE;
    }

    /** Returns the numbers of the next thread and of the next task that will be recorded, and the {@link #starts}. */
    public List<Integer> births() {
        return List.of(registry.threads.next(), registry.channels.next(), starts());
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        registry.ignoreMaker(Thread.currentThread());
        while (!stopped) {
            long began = time.getAsLong();
            long next = began + interval;
            LookRequest asked = requests.getAndSet(null);
            try {
                take(asked);
                LookOutcome outcome = lookOnce(began, asked);
                next = pace.next(began, outcome.nextOld(), outcome.nextNew());
                if (proofs.isAsked()) {
                    proofs.run(() -> lookOnce(time.getAsLong(), asked));
                }
                proofs.step();
            } catch (Throwable t) {
                reportFailure(t);
            }
            if (asked != null) {
                asked.end();
            }
            sleepUntil(Math.max(next, time.getAsLong() + SHORTEST_PAUSE));
        }
        try {
            proofs.end();
        } catch (Throwable t) {
            Stderr.line("some threads that were tried for leaks are missing from the JVM's list of threads");
        }
    }

    /** Reports a failed look. The next look may succeed, whatever the cause. */
    private void reportFailure(Throwable cause) {
        try {
            proofs.fail("a look failed");
            failedLooks.line("a look failed, the next one comes: " + cause);
            owner.lookFailed(cause);
        } catch (Throwable t) {
            // Not only the look fails: memory may have run out.
        }
    }

    private LookOutcome lookOnce(long now, @Nullable LookRequest asked) {
        if (!virtualTested && look.anyVirtual()) {
            // Set virtualTested only after an answer: without memory the call throws, and the next look asks again.
            boolean works = owner.virtualWorks();
            virtualTested = true;
            if (works) {
                look.watchVirtual();
            }
        }
        if (asksIds && look.anyGetIdOverride()) {
            // Clear asksIds only after an answer, as above.
            if (!owner.readsIds()) {
                look.askNone();
            }
            asksIds = false;
        }
        long start = cpu.getAsLong();
        if (owner.restoreHooks()) {
            look.forget();
        }
        drain();
        registry.tidy();
        if (asked != null) { // it does not wait for the watcher's share
            LookOutcome outcome = look.look(Long.MAX_VALUE, start, asked);
            owner.looked(outcome);
            return outcome;
        }
        LookOutcome outcome = look.look(Math.max(0, stackShare.available(now)), start, null);
        stackShare.spend(outcome.stackNanos());
        owner.looked(outcome);
        lookShare.available(now);
        lookShare.spend(cpu.getAsLong() - start - outcome.stackNanos());
        return outcome;
    }

    /** Takes what requests change: the threshold, and whether the collector is asked. */
    private void take(@Nullable LookRequest asked) {
        for (LookRequest request = asked; request != null; request = request.next) {
            if (look.lower(request.thresholdNanos) || (request.tasks && !tasks)) {
                tasks |= request.tasks;
                owner.asked(look.threshold(), request.tasks);
            }
            if (request.proves) {
                proofs.ask();
            }
        }
    }

    private void sleepUntil(long wanted) {
        long now = time.getAsLong();
        long until = Math.max(wanted, now + lookShare.untilPaid());
        pause = until - now;
        while (!stopped && !proofs.isAsked() && requests.get() == null && now < until) {
            long planned = Math.min(until, now + TICK);
            LockSupport.parkNanos(this, planned - now);
            time.woke(planned);
            drain();
            now = time.getAsLong();
        }
    }

    /** Drains the registry. A failure here must not end the loop: it only loses some creation places. */
    private void drain() {
        try {
            long now = time.getAsLong();
            if (now - refilled >= TICK) {
                refilled = now;
                registry.refill(threads.allocated());
            }
            registry.drain();
        } catch (Throwable t) {
            try {
                lostPlaces.line("creation places were lost: " + t);
            } catch (Throwable noMemory) {
                // The next failure is reported.
            }
        }
    }
}
