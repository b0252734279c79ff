// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the role, operation and channel type of a wait in its frames. Looks no further out than the first program
 * frame.
 */
final class Operations {
    private static final String JUC = "java.util.concurrent.";
    private static final String LOCKS = JUC + "locks.";
    private static final String JOX = "com.softwaremill.jox.";
    private static final String OX = "ox.channels.";

    private static final String CORE_ASYNC = "clojure.core.async";

    private final Set<String> sending = Set.of(
            "put",
            "offer",
            "add",
            "putFirst",
            "putLast",
            "offerFirst",
            "offerLast",
            "addFirst",
            "addLast",
            "push",
            "transfer",
            "tryTransfer");

    private final Set<String> receiving = Set.of(
            "take", "poll", "takeFirst", "takeLast", "pollFirst", "pollLast", "pop", "remove", "peek", "drainTo");

    /**
     * Senders that are not queues. Both sides of an exchanger hand over an item; a publisher waits for room at its
     * subscriber.
     */
    private final Map<String, Set<String>> senders = Map.of(
            JUC + "Exchanger", Set.of("exchange"),
            JUC + "SubmissionPublisher", Set.of("submit", "offer"));

    /** Both ends of each pipe, mapped to the class that holds its buffer. */
    private final Map<String, String> pipes = Map.of(
            "java.io.PipedInputStream", "java.io.PipedInputStream",
            "java.io.PipedOutputStream", "java.io.PipedInputStream",
            "java.io.PipedReader", "java.io.PipedReader",
            "java.io.PipedWriter", "java.io.PipedReader");

    private final Set<String> condition = Set.of("await", "awaitNanos", "awaitUntil", "awaitUninterruptibly");

    /** Other classes to wait on, with their waiting methods. */
    private final Map<String, Set<String>> waiters = Map.ofEntries(
            Map.entry(LOCKS + "AbstractQueuedSynchronizer$ConditionObject", condition),
            Map.entry(LOCKS + "AbstractQueuedLongSynchronizer$ConditionObject", condition),
            Map.entry(JUC + "CountDownLatch", Set.of("await")),
            Map.entry(JUC + "CyclicBarrier", Set.of("await")),
            Map.entry(JUC + "Phaser", Set.of("awaitAdvance", "awaitAdvanceInterruptibly", "arriveAndAwaitAdvance")),
            Map.entry(JUC + "CompletableFuture", Set.of("get", "join", "resultNow")),
            Map.entry(JUC + "FutureTask", Set.of("get")),
            Map.entry(
                    JUC + "ForkJoinTask", Set.of("get", "join", "quietlyJoin", "invoke", "quietlyInvoke", "invokeAll")),
            Map.entry(JUC + "ThreadPerTaskExecutor$ThreadBoundFuture", Set.of("get")),
            Map.entry(JUC + "AbstractExecutorService", Set.of("invokeAll", "invokeAny")),
            Map.entry(JUC + "ThreadPoolExecutor", Set.of("awaitTermination")),
            Map.entry(JUC + "ThreadPerTaskExecutor", Set.of("awaitTermination", "close", "invokeAll", "invokeAny")),
            Map.entry(
                    JUC + "ForkJoinPool",
                    Set.of("awaitTermination", "awaitQuiescence", "close", "invoke", "invokeAll")),
            Map.entry(JUC + "StructuredTaskScope", Set.of("join", "joinUntil", "close")),
            Map.entry(JUC + "StructuredTaskScopeImpl", Set.of("join", "close")),
            Map.entry("java.lang.Thread", Set.of("join")));

    /** The classes of {@link #waiters} that are waited on themselves; the others wrap the object waited on. */
    private final Set<String> channels = Set.of(
            LOCKS + "AbstractQueuedSynchronizer$ConditionObject",
            LOCKS + "AbstractQueuedLongSynchronizer$ConditionObject",
            JUC + "CountDownLatch",
            JUC + "CyclicBarrier",
            JUC + "Phaser");

    private static final String EXECUTOR = JUC + "AbstractExecutorService";

    private static final String SUPPORT = LOCKS + "LockSupport";

    /** The class whose methods wait on a monitor. */
    private static final String MONITOR = "java.lang.Object";

    /** The type of a monitor that the JVM does not report. */
    private static final String UNKNOWN = "";

    private final ProgramFrames program;
    private @Nullable LockFrames locks;

    Operations(ProgramFrames program) {
        this.program = program;
    }

    /**
     * Reads one stack.
     *
     * @param told the role by the thread's state or the family's cells; {@code LOCK} only for a monitor
     * @param blocker class of the blocker or monitor, the type of a bare park or wait
     * @return null for a wait inside an unknown library, which is not reported
     */
    @Nullable
    Operation of(List<Frame> frames, @Nullable Role told, @Nullable String blocker) {
        int end = 0;
        while (end < frames.size() && !program.isProgram(frames, end)) {
            end++;
        }
        Operation own = ownChannel(frames, end);
        if (own != null) {
            return own;
        }
        if (told == Role.LOCK) {
            return new Operation(Role.LOCK, "synchronized", blocker == null ? UNKNOWN : blocker, 0, false);
        }
        int queue = queue(frames, end);
        Operation lock = locks().of(frames, queue < 0 ? end : queue, queue >= 0, blocker);
        if (lock != null) {
            return lock;
        }
        if (queue >= 0) {
            Frame frame = frames.get(queue);
            Role role = sending.contains(frame.method()) || senders.containsKey(frame.className())
                    ? Role.SENDER
                    : Role.RECEIVER;
            boolean around = frame.queue() && !ProgramFrames.isLibrary(frame.className());
            Operation all = ofExecutor(frames, queue, end);
            return all != null ? all : new Operation(role, frame.method(), frame.className(), queue, around);
        }
        Operation pipe = pipe(frames, end);
        if (pipe != null) {
            return pipe;
        }
        Operation jox = jox(frames, end, told);
        return jox != null ? jox : waiter(frames, end, blocker);
    }

    private LockFrames locks() {
        LockFrames made = locks;
        if (made == null) {
            made = new LockFrames();
            locks = made;
        }
        return made;
    }

    /** Finds the outermost frame of a pipe: {@code read(byte[])} calls {@code read()}. */
    private @Nullable Operation pipe(List<Frame> frames, int end) {
        Operation found = null;
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            String type = pipes.get(frame.className());
            boolean reads = frame.method().equals("read");
            if (type != null && (reads || frame.method().equals("write"))) {
                found = new Operation(reads ? Role.RECEIVER : Role.SENDER, frame.method(), type, i, false);
            }
        }
        return found;
    }

    /** Finds the innermost frame of a named method of the program's own type, or of a method that overrides one. */
    private static @Nullable Operation ownChannel(List<Frame> frames, int end) {
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            CustomFrame own = frame.own();
            if (own != null && own.role() != null) {
                // The class that declares the method is closer to the instance's class than a named interface.
                return new Operation(own.role(), frame.method(), frame.className(), i, true);
            }
        }
        return null;
    }

    /** Finds the outermost known method of the innermost queue: {@code take} may call {@code takeFirst}. */
    private int queue(List<Frame> frames, int end) {
        int found = -1;
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            boolean known = frame.queue()
                    ? sending.contains(frame.method()) || receiving.contains(frame.method())
                    : senders.getOrDefault(frame.className(), Set.of()).contains(frame.method());
            if (found >= 0 && !isIn(frames.get(found).className(), frame.className())) {
                break;
            }
            if (known) {
                found = i;
            }
        }
        return found;
    }

    /** Reports whether a class is another one or nested in it: a helper nested in a queue belongs to the queue. */
    private static boolean isIn(String className, String outer) {
        return className.equals(outer) || className.startsWith(outer + '$');
    }

    /** Finds the executor around its own queue of results: the program waits for its tasks, not for an item. */
    private @Nullable Operation ofExecutor(List<Frame> frames, int queue, int end) {
        for (int i = queue; i < end; i++) {
            Frame frame = frames.get(i);
            if (frame.className().equals(EXECUTOR)
                    && waiters.getOrDefault(EXECUTOR, Set.of()).contains(frame.method())) {
                return new Operation(Role.WAITER, frame.method(), EXECUTOR, i, true);
            }
        }
        return null;
    }

    /**
     * Finds the method that the program called: the outermost frame of the innermost run of jox frames and the Ox
     * frames around them, except for lambdas.
     */
    private static @Nullable Operation jox(List<Frame> frames, int end, @Nullable Role told) {
        int first = -1;
        int last = -1;
        boolean sends = false;
        boolean receives = false;
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            boolean jox = isJox(frame.className());
            if (first < 0 && !jox) {
                continue;
            }
            if (!jox && !frame.className().startsWith(OX)) {
                break;
            }
            first = first < 0 ? i : first;
            last = frame.method().contains("$anonfun") ? last : i;
            sends |= frame.method().equals("updateCellSend");
            receives |= frame.method().equals("updateCellReceive");
        }
        if (first < 0) {
            return null;
        }
        Role role = told != null ? told : sends ? Role.SENDER : receives ? Role.RECEIVER : Role.WAITER;
        return new Operation(role, frames.get(last).method(), JOX + "Channel", last, false);
    }

    /** Returns the index of the innermost frame of core.async, negative if there is none. */
    static int coreAsync(List<Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).className().startsWith(CORE_ASYNC)) {
                return i;
            }
        }
        return -1;
    }

    /** Reports whether Ox is on the stack. A task of the program that Ox runs has frames of its own in Scala. */
    static boolean isOx(List<Frame> frames) {
        for (Frame frame : frames) {
            if (frame.className().startsWith("ox.")) {
                return true;
            }
        }
        return false;
    }

    /** Reports whether a class is of jox's channels. The subpackages are other libraries, which wait in other ways. */
    private static boolean isJox(String className) {
        return className.startsWith(JOX) && className.indexOf('.', JOX.length()) < 0;
    }

    /** Finds the outermost known method: {@code await} of a barrier calls its condition, {@code join} its latch. */
    private @Nullable Operation waiter(List<Frame> frames, int end, @Nullable String blocker) {
        int park = -1;
        int found = -1;
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            if (waiters.getOrDefault(frame.className(), Set.of()).contains(frame.method())) {
                found = i;
            }
            if (park < 0 && frame.className().equals(SUPPORT)) {
                park = i;
            }
        }
        if (found >= 0) {
            Frame frame = frames.get(found);
            boolean around = !channels.contains(frame.className());
            return new Operation(Role.WAITER, frame.method(), type(frame.className()), found, around);
        }
        if (park < 0) {
            return ofMonitor(frames, end, blocker);
        }
        String type = blocker == null ? SUPPORT : blocker;
        return new Operation(Role.WAITER, frames.get(park).method(), type, park, false);
    }

    /** Finds an {@code Object.wait} that the program itself calls, possibly in a channel or queue class of its own. */
    private static @Nullable Operation ofMonitor(List<Frame> frames, int end, @Nullable String monitor) {
        int calls = 0;
        while (calls < end && frames.get(calls).className().equals(MONITOR)) {
            calls++;
        }
        return calls == 0
                        || calls == frames.size()
                        || ProgramFrames.isLibrary(frames.get(calls).className())
                ? null
                : new Operation(Role.WAITER, "wait", monitor == null ? UNKNOWN : monitor, calls - 1, false);
    }

    private static String type(String className) {
        return className.equals(JUC + "StructuredTaskScopeImpl") ? JUC + "StructuredTaskScope" : className;
    }
}
