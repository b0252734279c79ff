// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import io.parkwatch.api.WatchedThread;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Finds which test a thread belongs to: the one that started it or, in a pool, the one whose task it runs. */
final class Booking {
    /** The package of what runs tests. */
    private static final String EXECUTOR = "org.junit.platform.engine.support.hierarchical.";

    private static final List<String> POOLS = List.of(
            "java.util.concurrent.ThreadPoolExecutor.runWorker(",
            "java.util.concurrent.ForkJoinPool.runWorker(",
            "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.run(");

    private static final String COMMON = "ForkJoinPool.commonPool-worker-";

    /** The look that dates the waits of a test follows its end. */
    private static final Duration DATED = Duration.ofMillis(50);

    private final Map<String, Judged> byId = new ConcurrentHashMap<>();

    /** Tests by their method, without its parameters, as a frame has it. */
    private final Map<String, List<Judged>> byMethod = new ConcurrentHashMap<>();

    void add(Judged judged) {
        byId.put(judged.id, judged);
        if (judged.method != null) {
            byMethod.computeIfAbsent(judged.declaring + "." + judged.method, m -> new CopyOnWriteArrayList<>())
                    .add(judged);
        }
    }

    /** Reports whether the thread is there to run tests. One may be made while a test runs, by its thread. */
    static boolean runsTests(WatchedThread thread) {
        for (String frame : thread.createdAt()) {
            if (!frame.startsWith("java.") && !frame.startsWith("jdk.")) {
                if (frame.startsWith(EXECUTOR)) {
                    return true;
                }
                break;
            }
        }
        return any(thread.stack(), EXECUTOR);
    }

    /** Returns what the thread belongs to; null if that is not known. */
    @Nullable
    Judged owner(WatchedThread thread) {
        if (!thread.taskMadeAt().isEmpty()) {
            return maker(thread, thread.taskMadeAt());
        }
        if (isOfClass(thread)) {
            return null;
        }
        Judged creator = thread.tag().isPresent() ? byId.get(thread.tag().get()) : maker(thread, thread.createdAt());
        if (creator != null && isOfPool(thread)) {
            // A task starts it with the tag of its worker, which the test has that made the worker.
            return creator.alone && !creator.isContainer && creator.isBornMeanwhile(thread) ? creator : null;
        }
        if (creator == null
                || !isInPool(thread)
                || thread.firstTask()
                || !thread.state().equals("stuck")) {
            return creator;
        }
        // Its pool may run the tasks of others, unless no other test was there.
        boolean alone = creator.alone
                && !creator.isContainer
                && !thread.since().isBefore(creator.began)
                && isNear(creator.ended, thread.since())
                && !hasNext(creator, thread.since());
        return alone ? creator : null;
    }

    /** Reports whether another test has begun after this one by then. */
    private boolean hasNext(Judged of, Instant then) {
        return byId.values().stream()
                .anyMatch(test -> !test.isContainer && test.began.isAfter(of.began) && !test.began.isAfter(then));
    }

    /** Returns the test whose method is the innermost one among these frames; null if it is not known. */
    private @Nullable Judged maker(WatchedThread thread, List<String> frames) {
        for (String frame : frames) {
            List<Judged> tests = byMethod.get(frame.substring(0, Math.max(0, frame.indexOf('('))));
            if (tests != null) {
                return only(tests, thread);
            }
        }
        return null;
    }

    /** Returns the one of several invocations of a method that it must belong to; null if there may be more. */
    private static @Nullable Judged only(List<Judged> tests, WatchedThread thread) {
        List<Judged> then = tests.size() == 1
                ? tests
                : tests.stream().filter(test -> test.isBornMeanwhile(thread)).toList();
        return then.size() == 1 ? then.get(0) : null;
    }

    private static boolean isNear(@Nullable Instant ended, Instant since) {
        return ended == null || since.isBefore(ended.plus(DATED));
    }

    /** Reports whether a static initializer started the thread: it lives as long as the class. */
    private static boolean isOfClass(WatchedThread thread) {
        return thread.createdAt().stream().anyMatch(frame -> frame.contains(".<clinit>("));
    }

    private static boolean isInPool(WatchedThread thread) {
        return POOLS.stream().anyMatch(pool -> any(thread.stack(), pool));
    }

    /** Reports whether a task of a pool started the thread. The pool of JUnit itself does not count. */
    private static boolean isOfPool(WatchedThread thread) {
        for (String frame : thread.createdAt()) {
            if (frame.startsWith("org.junit.")) {
                return false;
            }
            if (POOLS.stream().anyMatch(frame::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reports whether the thread is stuck in a task that a test since then must have given to a pool, or started by
     * one.
     */
    static boolean isInPool(WatchedThread thread, Instant since) {
        return thread.state().equals("stuck")
                && (isInPool(thread) || isOfPool(thread))
                && !isOfClass(thread)
                && !thread.since().isBefore(since)
                && (thread.tag().isPresent() || thread.name().startsWith(COMMON));
    }

    private static boolean any(List<String> frames, String beginning) {
        return frames.stream().anyMatch(frame -> frame.startsWith(beginning));
    }
}
