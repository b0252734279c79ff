// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.births.ThreadFacts;
import io.parkwatch.finding.Problem;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Access to this JVM's threads. */
public final class Threads implements ThreadFacts {
    public final PlatformThreads platform;

    /** Null in an image without java.management. */
    public final @Nullable PlatformWaits platformWaits;

    /** Whether the JVM calls {@code Thread.getId}, which was not final until 18, to report waits. */
    public final boolean asksIds;

    /** Null if this JVM has no virtual threads or they can't be listed. */
    public final @Nullable VirtualThreads virtual;

    private final Pipes pipes = new Pipes();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param release feature release of this JVM
     * @throws ReflectiveOperationException if platform threads can't be listed: nothing can be watched then
     */
    public Threads(int release) throws ReflectiveOperationException {
        platform = new PlatformThreads(release);
        platformWaits = findPlatformWaits();
        asksIds = release < 19 && platformWaits != null;
        virtual = release < 21 ? null : findVirtual();
    }

    /** Takes the parts as they are. */
    public Threads(PlatformThreads platform, PlatformWaits platformWaits, VirtualThreads virtual) {
        this.platform = platform;
        this.platformWaits = platformWaits;
        this.virtual = virtual;
        asksIds = false;
    }

    private @Nullable PlatformWaits findPlatformWaits() {
        try {
            return new PlatformWaits();
        } catch (LinkageError e) {
            problem("platform", "platform threads unwatched: no java.management in this image");
            return null;
        }
    }

    private @Nullable VirtualThreads findVirtual() {
        try {
            VirtualThreads found = new VirtualThreads();
            if (!found.seesDirect()) {
                problem(
                        "virtual",
                        "of virtual threads outside of executors only those are watched whose start was seen inside the budget: the JVM runs with -Djdk.trackAllThreads=false");
            }
            return found;
        } catch (ReflectiveOperationException | RuntimeException e) {
            problem("virtual", "virtual threads unwatched: this JVM does not list them (" + e + ")");
            return null;
        }
    }

    private void problem(String part, String text) {
        problems.add(new Problem(part, text));
    }

    /** Returns the threads that wait in a pipe. */
    public Pipes pipes() {
        return pipes;
    }

    /** Returns a thread's id; {@code Thread.getId} can be overridden. */
    @Override
    public long id(Thread thread) {
        return platform.id(thread);
    }

    @Override
    public boolean ended(Thread thread) {
        return platform.state(thread) == Thread.State.TERMINATED;
    }

    /**
     * Makes the states of virtual threads readable. Call only when there is one: reading the JDK's constants starts its
     * scheduler.
     *
     * @param monitorsTold whether a hook reports each wait of a virtual thread on a monitor
     */
    public Optional<Problem> readVirtual(boolean monitorsTold) {
        try {
            if (virtual != null) {
                virtual.readStates(monitorsTold);
            }
            return Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.of(new Problem(
                    "virtual", "virtual threads unwatched: this JVM does not tell their states (" + e + ")"));
        }
    }

    /** Returns the kinds of threads that can't be seen. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns the bytes that all threads of the JVM have allocated so far; negative if not known. */
    public long allocated() {
        return platformWaits == null ? -1 : platformWaits.allocated();
    }

    /**
     * Returns a clock of the calling thread's CPU time in nanoseconds; {@code time} itself if the JVM does not report
     * CPU time.
     */
    public LongSupplier cpu(LongSupplier time) {
        return platformWaits == null ? time : platformWaits;
    }
}
