// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.families.Api;
import io.parkwatch.families.Family;
import io.parkwatch.families.OperationRow;
import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the role, operation and channel type of a wait in its frames. Looks no further out than the first program
 * frame.
 */
final class Operations {
    private static final String EXECUTOR = "java.util.concurrent.AbstractExecutorService";

    private static final String SUPPORT = "java.util.concurrent.locks.LockSupport";

    /** The class whose methods wait on a monitor. */
    private static final String MONITOR = "java.lang.Object";

    /** The type of a monitor that the JVM does not report. */
    private static final String UNKNOWN = "";

    private final List<Family> families;
    private final ProgramFrames program;
    private final OperationRows rows;
    private final LockFrames locks;

    Operations(List<Family> families, ProgramFrames program) {
        this.families = families;
        this.program = program;
        this.rows = new OperationRows(families);
        this.locks = new LockFrames(rows);
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
        Operation lock = locks.of(frames, queue < 0 ? end : queue, queue >= 0, blocker);
        if (lock != null) {
            return lock;
        }
        if (queue >= 0) {
            Operation all = ofExecutor(frames, queue, end);
            return all != null ? all : channel(frames.get(queue), queue);
        }
        for (Family family : families) {
            Api api = family.api();
            Operation called = api == null ? null : called(api, frames, end, told);
            if (called != null) {
                return called;
            }
        }
        return waiter(frames, end, blocker);
    }

    private @Nullable OperationRow channelRow(Frame frame) {
        OperationRow sends = rows.of(frame, Role.SENDER);
        return sends == null ? rows.of(frame, Role.RECEIVER) : sends;
    }

    private @Nullable Operation channel(Frame frame, int at) {
        OperationRow row = channelRow(frame);
        if (row == null) {
            return null;
        }
        boolean around = frame.queue() && !program.isLibrary(frame.className());
        return new Operation(row.role(), frame.method(), frame.queue() ? frame.className() : row.type(), at, around);
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

    /** Finds the outermost known method of the innermost channel: {@code take} may call {@code takeFirst}. */
    private int queue(List<Frame> frames, int end) {
        int found = -1;
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            if (found >= 0 && !isIn(frames.get(found).className(), frame.className())) {
                break;
            }
            if (channelRow(frame) != null) {
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
            if (frame.className().equals(EXECUTOR) && rows.of(frame, Role.WAITER) != null) {
                return new Operation(Role.WAITER, frame.method(), EXECUTOR, i, true);
            }
        }
        return null;
    }

    /**
     * Finds the method that the program called: the outermost frame of the innermost run of the library's frames and
     * those of the API around it, except for lambdas.
     */
    private static @Nullable Operation called(Api api, List<Frame> frames, int end, @Nullable Role told) {
        int first = -1;
        int last = -1;
        boolean sends = false;
        boolean receives = false;
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            boolean is = api.has(frame.className());
            if (first < 0 && !is) {
                continue;
            }
            if (!is && !frame.className().startsWith(api.outer())) {
                break;
            }
            first = first < 0 ? i : first;
            last = frame.method().contains("$anonfun") ? last : i;
            sends |= frame.method().equals(api.sends());
            receives |= frame.method().equals(api.receives());
        }
        if (first < 0) {
            return null;
        }
        Role role = told != null ? told : sends ? Role.SENDER : receives ? Role.RECEIVER : Role.WAITER;
        return new Operation(role, frames.get(last).method(), api.type(), last, false);
    }

    /** Finds the outermost known method: {@code await} of a barrier calls its condition, {@code join} its latch. */
    private @Nullable Operation waiter(List<Frame> frames, int end, @Nullable String blocker) {
        int park = -1;
        int found = -1;
        OperationRow row = null;
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            OperationRow known = rows.of(frame, Role.WAITER);
            if (known != null) {
                found = i;
                row = known;
            }
            if (park < 0 && frame.className().equals(SUPPORT)) {
                park = i;
            }
        }
        if (row != null) {
            return new Operation(Role.WAITER, frames.get(found).method(), row.type(), found, row.around());
        }
        if (park < 0) {
            return ofMonitor(frames, end, blocker);
        }
        String type = blocker == null ? SUPPORT : blocker;
        return new Operation(Role.WAITER, frames.get(park).method(), type, park, false);
    }

    /** Finds an {@code Object.wait} that the program itself calls, possibly in a channel or queue class of its own. */
    private @Nullable Operation ofMonitor(List<Frame> frames, int end, @Nullable String monitor) {
        int calls = 0;
        while (calls < end && frames.get(calls).className().equals(MONITOR)) {
            calls++;
        }
        return calls == 0
                        || calls == frames.size()
                        || program.isLibrary(frames.get(calls).className())
                ? null
                : new Operation(Role.WAITER, "wait", monitor == null ? UNKNOWN : monitor, calls - 1, false);
    }
}
