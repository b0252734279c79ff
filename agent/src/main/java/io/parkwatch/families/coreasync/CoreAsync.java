// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Family;
import io.parkwatch.families.Reader;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** core.async, 1.6.681 to 1.10.864: go blocks, callbacks and threads that wait on channels. */
public final class CoreAsync implements Family {
    private static final String LIBRARY = "core.async";
    private static final String CHANNEL = "clojure/core/async/impl/channels/ManyToManyChannel";
    private static final String PUT = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String TAKE = "(Ljava/lang/Object;)Ljava/lang/Object;";

    private final Instrumentation instrumentation;
    private final boolean late;

    public CoreAsync(Instrumentation instrumentation, boolean late) {
        this.instrumentation = instrumentation;
        this.late = late;
    }

    @Override
    public String library() {
        return "core.async";
    }

    /**
     * Every operation passes the methods of the channel, and only those that wait are added to a list there. A waiter
     * goes on only where another operation uses the channel.
     */
    @Override
    public List<HookPoint> hookPoints() {
        return List.of(
                HookPoint.constructorsIn(CHANNEL, Hook.MADE),
                HookPoint.inLibrary(LIBRARY, CHANNEL, "put_BANG_", PUT, Hook.ENQUEUES),
                HookPoint.inLibrary(LIBRARY, CHANNEL, "take_BANG_", TAKE, Hook.ENQUEUES),
                HookPoint.inLibrary(LIBRARY, CHANNEL, "put_BANG_", PUT, Hook.RESUMES),
                HookPoint.inLibrary(LIBRARY, CHANNEL, "take_BANG_", TAKE, Hook.RESUMES),
                HookPoint.inLibrary(LIBRARY, CHANNEL, "close_BANG_", "()Ljava/lang/Object;", Hook.RESUMES));
    }

    /** All of Clojure: its frames stand between those of the library. */
    @Override
    public List<String> prefixes() {
        return List.of("clojure.");
    }

    /** Such as the worker of a pipeline. */
    @Override
    public String loops() {
        return "clojure.core.async";
    }

    @Override
    public boolean signalsEnds() {
        return true;
    }

    @Override
    public boolean resumesByChannel() {
        return true;
    }

    /** Threads may have slept since before the agent came. */
    @Override
    public boolean isEager() {
        return late;
    }

    @Override
    public Reader reader() {
        return new GoBlocks(instrumentation, late);
    }
}
