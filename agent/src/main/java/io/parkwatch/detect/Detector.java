// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.ChannelSeen;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import io.parkwatch.finding.Unseen.Why;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From one old wait to what it is. Pure: the same observation gives the same answer, whenever and wherever it is asked.
 */
public final class Detector {
    /** Past this many the memory of answers starts anew. */
    private static final int MOST_ANSWERS = 4096;

    private final Map<Question, Classified> answers = new HashMap<>();
    private final ProgramFrames program = new ProgramFrames();
    private final Operations operations = new Operations(program);
    private final Ignored ignored;
    private @Nullable IdleRules idle;
    private @Nullable EndRules ends;

    public Detector(Ignored ignored) {
        this.ignored = ignored;
    }

    /** What the wait is. A place where many threads wait is worked out once. */
    public Classified classify(Observation wait) {
        ChannelSeen channel = wait.channel();
        Question question = new Question(
                wait.stack(),
                wait.told(),
                wait.blocker(),
                channel == null ? null : channel.type(),
                channel != null && channel.own(),
                wait.operation(),
                wait.coroutine(),
                wait.atLeast() && isRunningBlocking(wait),
                wait.jdkThread(),
                wait.joinsItself());
        Classified known = answers.get(question);
        if (known == null) {
            if (answers.size() >= MOST_ANSWERS) {
                answers.clear();
            }
            known = answer(wait);
            answers.put(question, known);
        }
        return known;
    }

    /** All of an observation that the answer depends on. */
    private record Question(
            Stack stack,
            @Nullable Role told,
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
                    && told == q.told
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
     * Hundreds of rows, read at the first old wait; a look that cannot read them fails, and the next one tries again.
     */
    private IdleRules idle() {
        IdleRules made = idle;
        if (made == null) {
            made = new IdleRules();
            idle = made;
        }
        return made;
    }

    /** For the first {@code main} that waits. */
    private EndRules ends() {
        EndRules made = ends;
        if (made == null) {
            made = new EndRules(idle());
            ends = made;
        }
        return made;
    }

    /** Idleness is asked first, since idle workers wait like receivers. */
    private Classified answer(Observation wait) {
        List<Frame> frames = wait.stack().frames();
        if (frames.isEmpty()) {
            return new Classified.Unreported(null);
        }
        if (isSleep(frames)) {
            return new Classified.Unreported(Why.SLEEP);
        }
        if (ignored.frames(frames)) {
            return new Classified.Idle(Why.IGNORE);
        }
        if (idle().isIdle(frames) || IdleRules.isConnectionsEnd(wait.blocker())) {
            return new Classified.Idle(rule(wait));
        }
        Operation operation = operation(wait, frames);
        Frame waitsAt = program.innermost(frames, operation);
        Frame outermost = program.outermost(frames, operation);
        if (!program.isProgram(waitsAt) && (wait.jdkThread() || isLoop(wait, operation))) {
            return new Classified.Idle(rule(wait));
        }
        if (operation == null) {
            return new Classified.Unreported(Why.LIBRARY);
        }
        if (isEnd(operation, frames) && isMain(frames)) {
            return main(wait, operation, waitsAt, outermost);
        }
        if (isRunningBlocking(wait) && !wait.atLeast()) {
            return new Classified.Unreported(null);
        }
        return found(wait, operation, waitsAt, outermost);
    }

    private Classified found(Observation wait, Operation operation, Frame waitsAt, Frame outermost) {
        ChannelSeen channel = wait.channel();
        String type = channel == null || operation.isAround(channel) ? operation.type() : channel.type();
        String fingerprint = Fingerprint.of(operation, type, waitsAt, outermost);
        if (ignored.fingerprints().contains(fingerprint)) {
            return new Classified.Idle(Why.IGNORE);
        }
        return new Classified.Stuck(fingerprint, operation, waitsAt);
    }

    /** Of a wait that a rule calls idle. The JDK's own threads are not left out: nobody asks for them. */
    private static @Nullable String rule(Observation wait) {
        if (wait.jdkThread()) {
            return null;
        }
        return SocketReads.isOne(wait.stack().frames()) ? Why.SOCKET_READ : Why.IDLE_RULE;
    }

    /** A {@code main} that waits for a future, or joins, may as well hang; at a barrier it does. */
    private Classified main(Observation wait, Operation operation, Frame waitsAt, Frame outermost) {
        boolean end = wait.joinsItself() || ends().isEnd(wait.stack().frames());
        if (!end && EndRules.isMeeting(operation)) {
            return found(wait, operation, waitsAt, outermost);
        }
        boolean joins = EndRules.isJoin(operation);
        boolean open = !end
                && !wait.coroutine()
                && (joins || ends().isFuture(operation, wait.stack().frames()));
        Classified otherwise = open ? found(wait, operation, waitsAt, outermost) : null;
        return new Classified.Main(
                operation, waitsAt, end, otherwise instanceof Classified.Stuck stuck ? stuck : null, joins);
    }

    /**
     * A thread that runs core.async's or Ox's own code alone, as a pipeline's worker or an actor does: it waits for
     * items for as long as the program is quiet. Where such a thread sends, somebody has stopped to take.
     */
    private static boolean isLoop(Observation wait, @Nullable Operation operation) {
        List<Frame> frames = wait.stack().frames();
        return !wait.coroutine()
                && (operation == null || operation.role() != Role.SENDER)
                && (Operations.coreAsync(frames) >= 0 || Operations.isOx(frames));
    }

    /** What the family's cells tell goes before what the frames look like. */
    private @Nullable Operation operation(Observation wait, List<Frame> frames) {
        String name = wait.operation();
        ChannelSeen channel = wait.channel();
        Role role = wait.told();
        return name == null || channel == null || role == null
                ? operations.of(frames, wait.told(), wait.blocker())
                : new Operation(role, name, channel.type(), Math.max(0, Operations.coreAsync(frames)), false);
    }

    /**
     * Whether the end of something may be waited for, and not the beginning: core.async tells that of a go block or
     * thread by a channel.
     */
    private static boolean isEnd(Operation operation, List<Frame> frames) {
        return (operation.role() == Role.WAITER && !operation.name().equals(Operation.DISPATCH))
                || (operation.role() == Role.RECEIVER && Operations.coreAsync(frames) >= 0);
    }

    /**
     * A thread in Kotlin's {@code runBlocking}. What its coroutine waits for is told of that one, or is nothing that is
     * told, such as a delay; only of a coroutine that suspended before the agent came it is not known.
     */
    private static boolean isRunningBlocking(Observation wait) {
        return !wait.coroutine() && wait.blocker() != null && isBlocking(wait.blocker());
    }

    /** Whether a thread that is parked by an object of this class is in {@code runBlocking}. */
    public static boolean isBlocking(String blocker) {
        return blocker.equals("kotlinx.coroutines.BlockingCoroutine");
    }

    private boolean isSleep(List<Frame> frames) {
        for (Frame frame : frames) {
            if (program.isProgram(frame)) {
                return false;
            }
            if (frame.className().equals("java.lang.Thread") && frame.method().startsWith("sleep")) {
                return true;
            }
        }
        return false;
    }

    /** Launchers call a program's main by reflection: those frames are looked through. */
    private static boolean isMain(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            Frame frame = frames.get(i);
            boolean launcher = frame.className().startsWith("java.lang.reflect.")
                    || frame.className().startsWith("jdk.internal.reflect.")
                    || frame.className().startsWith("java.lang.invoke.")
                    || frame.className().startsWith("jdk.internal.misc.MainMethodFinder");
            if (!launcher) {
                // The latter ends what a Kotlin "suspend fun main" runs.
                return frame.method().equals("main")
                        || frame.className().equals("kotlin.coroutines.jvm.internal.RunSuspend");
            }
        }
        return false;
    }

    /** Whether a frame of the program's is on it. */
    public boolean isPrograms(Stack stack) {
        List<Frame> frames = stack.frames();
        return !frames.isEmpty() && program.isProgram(program.innermost(frames));
    }

    ProgramFrames program() {
        return program;
    }
}
