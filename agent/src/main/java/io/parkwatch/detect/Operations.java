// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Own;
import io.parkwatch.finding.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the frames of a wait to its role, operation and channel type. Looks no further out than the first program frame.
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
     * Senders that are no queues: an exchanger's both sides hand over, a publisher waits for room at its subscriber.
     */
    private final Map<String, Set<String>> senders = Map.of(
            JUC + "Exchanger", Set.of("exchange"),
            JUC + "SubmissionPublisher", Set.of("submit", "offer"));

    /** Both ends of pipes, and the class that is the pipe. */
    private final Map<String, String> pipes = Map.of(
            "java.io.PipedInputStream", "java.io.PipedInputStream",
            "java.io.PipedOutputStream", "java.io.PipedInputStream",
            "java.io.PipedReader", "java.io.PipedReader",
            "java.io.PipedWriter", "java.io.PipedReader");

    private final Set<String> condition = Set.of("await", "awaitNanos", "awaitUntil", "awaitUninterruptibly");

    /** Other waits: class to its waiting methods. */
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

    /** Waiters that are channels themselves; the others stand around one. */
    private final Set<String> channels = Set.of(
            LOCKS + "AbstractQueuedSynchronizer$ConditionObject",
            LOCKS + "AbstractQueuedLongSynchronizer$ConditionObject",
            JUC + "CountDownLatch",
            JUC + "CyclicBarrier",
            JUC + "Phaser");

    private static final String EXECUTOR = JUC + "AbstractExecutorService";

    private static final String SUPPORT = LOCKS + "LockSupport";

    /** Whose methods wait on a monitor. */
    private static final String MONITOR = "java.lang.Object";

    /** The type of a monitor that the JVM does not tell. */
    private static final String UNKNOWN = "";

    private final ProgramFrames program;
    private @Nullable LockFrames locks;

    Operations(ProgramFrames program) {
        this.program = program;
    }

    /**
     * Reads one stack.
     *
     * @param told what the thread's state or the family's own cells say of the role; only a monitor tells {@code LOCK}
     * @param blocker class of the blocker or monitor: the type of a bare park or wait
     * @return null: a wait inside a library that is not known, which is not reported
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

    /** The outermost of a pipe's own: {@code read(byte[])} calls {@code read()}. */
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

    /** The program's own type: the innermost frame of a named method, or of what overrides or implements one. */
    private static @Nullable Operation ownChannel(List<Frame> frames, int end) {
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            Own own = frame.own();
            if (own != null && own.role() != null) {
                // The class that has the method: nearer to the instance's than a named interface is.
                return new Operation(own.role(), frame.method(), frame.className(), i, true);
            }
        }
        return null;
    }

    /** The innermost queue's outermost known method: {@code take}, where {@code take} calls {@code takeFirst}. */
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

    /** A helper nested in a queue's class belongs to it. */
    private static boolean isIn(String className, String outer) {
        return className.equals(outer) || className.startsWith(outer + '$');
    }

    /** An executor's own queue of results: the program waits for its tasks, not for an item. */
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
     * The outermost of the innermost run of jox frames, and Ox's around them, is what the program called; a lambda is
     * not called so.
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

    /** The innermost frame of core.async; below 0: there is none. */
    static int coreAsync(List<Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).className().startsWith(CORE_ASYNC)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether Ox has called something; a task of the program's in it has frames of its own, as Scala compiles them. */
    static boolean isOx(List<Frame> frames) {
        for (Frame frame : frames) {
            if (frame.className().startsWith("ox.")) {
                return true;
            }
        }
        return false;
    }

    /** Of jox's channels; its packages below hold other libraries, which wait in other ways. */
    private static boolean isJox(String className) {
        return className.startsWith(JOX) && className.indexOf('.', JOX.length()) < 0;
    }

    /** The outermost known one: a barrier's await stands around its condition's, a thread's join around its latch's. */
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

    /**
     * {@code Object.wait}, called by the program itself, which may do so in a channel's or queue's class of its own
     * too.
     */
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
