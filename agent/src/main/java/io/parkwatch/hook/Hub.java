// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.hook;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Receives the calls of woven code. Its bytes are defined under another name in {@code java.base} (see
 * {@code weave.HubHome}), where it stays until the JVM ends; no other loader may load it for use. Every method is a
 * straight line that never throws, locks, parks or loads. The exceptions are {@link #virtual}, once, and the methods
 * for class loaders, where a class is woven in the thread that loads it. Listeners never throw; a null field means that
 * nobody listens.
 */
@SuppressWarnings({"NullAway", "NonFinalStaticField"})
public final class Hub {
    /** Raised when a field or method changes its meaning: an agent works only with the version it knows. */
    public static final int VERSION = 7;

    /**
     * Ids of threads that were seen waiting, in buckets of eight; 0 is free. Plain on purpose: a thread that reads an
     * old array clears there, and the watcher carries that over at its next look.
     */
    static long[] watched = new long[64];

    /** Receives every thread that starts, or the holder of one that is constructed. */
    static volatile Consumer<Object> threads = null;

    static volatile Consumer<Object> channels = null;

    static volatile Consumer<Object> locks = null;

    /** Receives every channel on which a waiter without a thread suspends. */
    static volatile Consumer<Object> suspensions = null;

    /** Receives every waiter without a thread that goes on, or its channel. */
    static volatile Consumer<Object> resumptions = null;

    /** Receives every coroutine that starts, and its block. */
    static volatile BiConsumer<Object, Object> coroutines = null;

    /** Receives every thread that enters a named method of the program's own channel types. */
    static volatile Consumer<Object> calls = null;

    /** Receives the pipe of every slice of a wait that is over: a reader's first, a writer's second. */
    static volatile BiConsumer<Object, Object> pipes = null;

    /**
     * Receives every class that a loader is about to define: name and domain, null if not known, and the file as an
     * array or a buffer. Returns the file to define.
     */
    static volatile BiFunction<Object[], Object, Object> classes = null;

    /** Runs once, before the program's first virtual thread is created. */
    static volatile Runnable virtual = null;

    /**
     * Answers the program's copies of the API, by JDK types alone: the name of what is asked, then its parameters. New
     * names need no other version of the hub (docs/decisions/0023).
     */
    static volatile Function<Object[], Object> door = null;

    private Hub() {}

    /** Returns who answers the API, null without an agent. No woven code calls this. */
    public static Function<Object[], Object> door() {
        return door;
    }

    /** Ends the wait that a thread was seen in: the thread begins another one. */
    public static void park(long tid) {
        long[] w = watched;
        int i = bucket(tid, w.length);
        if (w[i] == tid) w[i] = 0;
        if (w[i + 1] == tid) w[i + 1] = 0;
        if (w[i + 2] == tid) w[i + 2] = 0;
        if (w[i + 3] == tid) w[i + 3] = 0;
        if (w[i + 4] == tid) w[i + 4] = 0;
        if (w[i + 5] == tid) w[i + 5] = 0;
        if (w[i + 6] == tid) w[i + 6] = 0;
        if (w[i + 7] == tid) w[i + 7] = 0;
    }

    /** Returns the first slot of a thread's bucket; {@code length} is a power of two from 64 (Fibonacci hashing). */
    public static int bucket(long tid, int length) {
        return (int) ((tid * 0x9E3779B97F4A7C15L) >>> (Integer.numberOfLeadingZeros(length) + 36)) << 3;
    }

    /** Called at entry of {@code Thread.start}, or at the points that an attached agent uses instead. */
    public static void started(Object thread) {
        Consumer<Object> sink = threads;
        if (sink != null) sink.accept(thread);
    }

    /** Called at exit of a channel's constructor. */
    public static void made(Object channel) {
        Consumer<Object> sink = channels;
        if (sink != null) tell(sink, channel);
    }

    /** Called at exit of a lock's constructor. Some programs create so many locks that channels have a hook apart. */
    public static void madeLock(Object lock) {
        Consumer<Object> sink = locks;
        if (sink != null) tell(sink, lock);
    }

    /** Apart from the constructors, which run at full speed while nobody listens: the JIT would inline the listener. */
    @NotInlined
    private static void tell(Consumer<Object> sink, Object made) {
        sink.accept(made);
    }

    /** Called where a waiter without a thread begins to wait on a channel. */
    public static void suspends(Object channel) {
        Consumer<Object> sink = suspensions;
        if (sink != null) sink.accept(channel);
    }

    /** Called where a waiter without a thread goes on, or where its channel is used. */
    public static void resumes(Object waiter) {
        Consumer<Object> sink = resumptions;
        if (sink != null) sink.accept(waiter);
    }

    /** Called at entry of a named method of the program's own channel types. */
    public static void enters(Object thread) {
        Consumer<Object> sink = calls;
        if (sink != null) sink.accept(thread);
    }

    /** Called after each slice of a reader's or writer's wait in a pipe; a null pipe ends the wait by an exception. */
    public static void sliced(Object pipe, boolean reads) {
        BiConsumer<Object, Object> sink = pipes;
        if (sink != null) sink.accept(reads ? pipe : null, reads ? null : pipe);
    }

    /** Called at entry of a coroutine's {@code start}. */
    public static void begins(Object coroutine, Object block) {
        BiConsumer<Object, Object> sink = coroutines;
        if (sink != null) sink.accept(coroutine, block);
    }

    /** Called at entry of {@code ClassLoader.defineClass}. Returns the file to define: the same if nothing changes. */
    public static byte[] file(Object name, byte[] file, int from, int length, Object domain) {
        BiFunction<Object[], Object, Object> sink = classes;
        if (sink == null || file == null || from < 0 || length < 0 || from > file.length - length) return file;
        try {
            byte[] exact = from == 0 && length == file.length ? file : Arrays.copyOfRange(file, from, from + length);
            Object defined = sink.apply(new Object[] {name, domain}, exact);
            return defined == exact ? file : (byte[]) defined;
        } catch (Throwable noMemoryOrStack) {
            return file;
        }
    }

    /** Returns where the file to define begins. */
    public static int from(Object before, Object now, int from) {
        return before == now ? from : 0;
    }

    /** Returns the length of the file to define. */
    public static int length(Object before, byte[] now, int length) {
        return before == now ? length : now.length;
    }

    /** Called at entry of {@code ClassLoader.defineClass} with a buffer. Returns the buffer to define. */
    public static Object buffer(Object name, Object file, Object domain) {
        BiFunction<Object[], Object, Object> sink = classes;
        try {
            return sink == null || file == null ? file : sink.apply(new Object[] {name, domain}, file);
        } catch (Throwable noMemoryOrStack) {
            return file;
        }
    }

    /** Called at entry of the initializer of {@code VirtualThread}, before there is one. */
    public static void virtual() {
        Runnable sink = virtual;
        try {
            if (sink != null) sink.run();
        } catch (Throwable noMemoryOrStack) {
            // An error that escaped would break virtual threads.
        }
    }
}
