// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.families.Family;
import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Classifies one old wait. Pure: the same observation always gives the same answer. */
public final class Detector {
    /** The cache of answers is cleared when it reaches this size. */
    private static final int MOST_ANSWERS = 4096;

    private final Map<Question, Classification> answers = new HashMap<>();
    private final IgnoreRules ignored;
    private final List<Family> families;
    private final List<String> named;
    private @Nullable ProgramFrames program;
    private @Nullable Operations operations;
    private @Nullable Map<String, Kind> kinds;
    private @Nullable IdleRules idle;

    /** {@code named} are the beginnings of the program's class names; empty if the user names none. */
    public Detector(IgnoreRules ignored, List<Family> families, List<String> named) {
        this.ignored = ignored;
        this.families = families;
        this.named = named;
    }

    /** Classifies a wait. A place where many threads wait is classified once. */
    public Classification classify(Observation wait) {
        ObservedChannel channel = wait.channel();
        Question question = new Question(
                wait.stack(),
                wait.role(),
                wait.blocker(),
                channel == null ? null : channel.type(),
                channel != null && channel.own(),
                wait.operation(),
                wait.coroutine(),
                wait.atLeast() && isRunningBlocking(wait),
                wait.jdkThread(),
                wait.joinsItself());
        Classification known = answers.get(question);
        if (known == null) {
            if (answers.size() >= MOST_ANSWERS) {
                answers.clear();
            }
            known = answer(wait);
            answers.put(question, known);
        }
        return known;
    }

    /** The parts of an observation that the answer depends on. */
    private record Question(
            Stack stack,
            @Nullable Role role,
            @Nullable String blocker,
            @Nullable String channel,
            boolean own,
            @Nullable String operation,
            boolean coroutine,
            boolean unseen,
            boolean jdkThread,
            boolean joinsItself) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Question q
                    && stack.equals(q.stack)
                    && role == q.role
                    && own == q.own
                    && jdkThread == q.jdkThread
                    && joinsItself == q.joinsItself
                    && Objects.equals(blocker, q.blocker)
                    && Objects.equals(channel, q.channel)
                    && coroutine == q.coroutine
                    && unseen == q.unseen
                    && Objects.equals(operation, q.operation);
        }

        @Override
        public int hashCode() {
            return stack.hashCode() * 31 + Objects.hashCode(channel);
        }
    }

    /**
     * Returns the idle rules, hundreds of rows that are read at the first old wait. A look that cannot read them fails,
     * and the next look tries again.
     */
    private IdleRules idle() {
        IdleRules made = idle;
        if (made == null) {
            made = new IdleRules(families, program());
            idle = made;
        }
        return made;
    }

    /** Returns the operations of the families, read at the first old wait. */
    private Operations operations() {
        Operations made = operations;
        if (made == null) {
            made = new Operations(families, program());
            operations = made;
        }
        return made;
    }

    /** Classifies a wait that is not cached. Idle rules come first, since idle workers wait like receivers. */
    private Classification answer(Observation wait) {
        List<Frame> frames = wait.stack().frames();
        if (frames.isEmpty()) {
            return new Classification.Unreported(null);
        }
        if (isSleep(frames)) {
            return new Classification.Unreported(Why.SLEEP);
        }
        String prefix = ignored.prefix(frames);
        if (prefix != null) {
            return new Classification.Idle(Why.IGNORE, prefix, null);
        }
        IdleRules.Row row = idle().idle(frames);
        if (row != null) {
            return new Classification.Idle(rule(wait), row.marker() + '#' + row.method(), row.reason());
        }
        if (IdleRules.isConnectionsEnd(wait.blocker())) {
            return new Classification.Idle(rule(wait), null, "waits for the end of a connection");
        }
        Operation operation = operation(wait, frames);
        Frame waitsAt = program().innermost(frames, operation);
        Frame outermost = program().outermost(frames, operation);
        if (!program().isProgram(waitsAt) && (wait.jdkThread() || isLoop(wait, operation))) {
            return new Classification.Idle(
                    rule(wait), null, wait.jdkThread() ? "a thread of the JDK" : "a library's loop waits for work");
        }
        if (operation == null) {
            return new Classification.Unreported(Why.LIBRARY);
        }
        if (isEnd(operation, frames) && isMain(frames)) {
            return main(wait, operation, waitsAt, outermost);
        }
        if (isRunningBlocking(wait) && !wait.atLeast()) {
            return new Classification.Unreported(null);
        }
        return found(wait, operation, waitsAt, outermost);
    }

    private Classification found(Observation wait, Operation operation, Frame waitsAt, Frame outermost) {
        ObservedChannel channel = wait.channel();
        String type = channel == null || operation.isAround(channel) ? operation.type() : channel.type();
        String fingerprint = Fingerprint.of(operation, type, waitsAt, outermost);
        if (ignored.fingerprints().contains(fingerprint)) {
            return new Classification.Idle(Why.IGNORE, '#' + fingerprint, null);
        }
        return new Classification.Stuck(fingerprint, operation, waitsAt);
    }

    /** Returns the reason for a wait that a rule calls idle. JDK threads need none: they are not the program's. */
    private static @Nullable String rule(Observation wait) {
        if (wait.jdkThread()) {
            return null;
        }
        return QuietWork.isSocketRead(wait.stack().frames()) ? Why.SOCKET_READ : Why.IDLE_RULE;
    }

    /** Classifies a wait of {@code main}. It may hang in a join or on a future; at a barrier it does hang. */
    private Classification main(Observation wait, Operation operation, Frame waitsAt, Frame outermost) {
        List<Frame> frames = wait.stack().frames();
        EndRules ends = new EndRules(idle(), families);
        boolean end = wait.joinsItself() || ends.isEnd(frames);
        if (!end && ends.isMeeting(operation)) {
            return found(wait, operation, waitsAt, outermost);
        }
        boolean joins = operation.isJoin();
        boolean open = !end && !wait.coroutine() && (joins || ends.isFuture(operation, frames));
        Classification otherwise = open ? found(wait, operation, waitsAt, outermost) : null;
        return new Classification.Main(
                operation, waitsAt, end, otherwise instanceof Classification.Stuck stuck ? stuck : null, joins);
    }

    /**
     * Reports whether the thread runs only code of a library that waits for items as long as the program is quiet. If
     * such a thread sends, its receiver has stopped, so it is no loop.
     */
    private boolean isLoop(Observation wait, @Nullable Operation operation) {
        List<Frame> frames = wait.stack().frames();
        return !wait.coroutine()
                && (operation == null || operation.role() != Role.SENDER)
                && innermost(frames, false) >= 0;
    }

    /** Returns the operation of a wait. The record in the family's cells takes precedence over the frames. */
    private @Nullable Operation operation(Observation wait, List<Frame> frames) {
        String name = wait.operation();
        ObservedChannel channel = wait.channel();
        Role role = wait.role();
        return name == null || channel == null || role == null
                ? operations().of(frames, role, wait.blocker())
                : new Operation(role, name, channel.type(), Math.max(0, innermost(frames, true)), false);
    }

    /**
     * Reports whether the wait may be for the end of something, not for its beginning, which a channel may signal, too.
     */
    private boolean isEnd(Operation operation, List<Frame> frames) {
        return (operation.role() == Role.WAITER && !operation.name().equals(Operation.DISPATCH))
                || (operation.role() == Role.RECEIVER && innermost(frames, true) >= 0);
    }

    /**
     * Returns the index of the innermost frame of a library's loops, negative if there is none.
     *
     * @param ends whether only libraries count whose channels signal the end of a thread
     */
    private int innermost(List<Frame> frames, boolean ends) {
        for (int i = 0; i < frames.size(); i++) {
            for (Family family : families) {
                String loops = family.loops();
                if (!loops.isEmpty()
                        && (family.signalsEnds() || !ends)
                        && frames.get(i).className().startsWith(loops)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /**
     * Reports whether the thread is blocked until a coroutine ends. The wait of the coroutine is reported for that, or
     * not reported at all, as a delay. It is unknown only if the coroutine suspended before the agent came.
     */
    private boolean isRunningBlocking(Observation wait) {
        return !wait.coroutine() && wait.blocker() != null && isBlocking(wait.blocker());
    }

    /** Reports whether a thread with a park blocker of this class is blocked until a coroutine ends. */
    public boolean isBlocking(String blocker) {
        for (Family family : families) {
            if (blocker.equals(family.blocker())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the kind of a channel whose instance was not found, if its class determines it. */
    public Kind kind(String type) {
        Map<String, Kind> known = kinds;
        if (known == null) {
            known = new HashMap<>();
            for (Family family : families) {
                known.putAll(family.kinds());
            }
            kinds = known;
        }
        return known.getOrDefault(type, Kind.NONE);
    }

    private boolean isSleep(List<Frame> frames) {
        for (Frame frame : frames) {
            if (program().isProgram(frame)) {
                return false;
            }
            if (frame.className().equals("java.lang.Thread") && frame.method().startsWith("sleep")) {
                return true;
            }
        }
        return false;
    }

    /** Reports whether this is the stack of {@code main}. Skips the reflection frames by which launchers call it. */
    private boolean isMain(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            Frame frame = frames.get(i);
            boolean launcher = frame.className().startsWith("java.lang.reflect.")
                    || frame.className().startsWith("jdk.internal.reflect.")
                    || frame.className().startsWith("java.lang.invoke.")
                    || frame.className().startsWith("jdk.internal.misc.MainMethodFinder");
            if (!launcher) {
                return frame.method().equals("main") || isLauncher(frame.className());
            }
        }
        return false;
    }

    private boolean isLauncher(String className) {
        for (Family family : families) {
            if (className.equals(family.launcher())) {
                return true;
            }
        }
        return false;
    }

    /** Reports whether the stack has a frame of the program. */
    public boolean isPrograms(Stack stack) {
        List<Frame> frames = stack.frames();
        return !frames.isEmpty() && program().isProgram(program().innermost(frames));
    }

    /** Returns the program's innermost frame; null if the stack has none. */
    public @Nullable Frame innermost(Stack stack) {
        return isPrograms(stack) ? program().innermost(stack.frames()) : null;
    }

    /** Returns which frames are the program's, created at the first old wait. */
    public ProgramFrames program() {
        ProgramFrames made = program;
        if (made == null) {
            made = new ProgramFrames(families, named);
            program = made;
        }
        return made;
    }
}
