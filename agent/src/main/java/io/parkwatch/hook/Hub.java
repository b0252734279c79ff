// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.hook;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What woven code calls. Its bytes are defined under another name into {@code java.base} (see {@code weave.HubHome}),
 * where it stays until the JVM ends; no other loader may load it for use. Every method is a straight line: it never
 * throws, locks, parks or loads; but {@link #virtual}, once, and those of class loaders, where a class is woven in the
 * thread that loads it.
 */
public final class Hub {
    /** Raised when a field or method changes its meaning: an agent works only with the version that it knows. */
    public static final int VERSION = 6;

    /**
     * Ids of threads that were seen waiting, in buckets of eight; 0 is free. Plain on purpose: who reads an old array
     * clears there, and the watcher carries it over at its next look.
     */
    @SuppressWarnings("NonFinalStaticField")
    static long[] watched = new long[64];

    /** Told of every thread that starts; null: nobody listens. Never throws. */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile Consumer<Object> threads = null;

    /** Told of every channel that was constructed; null: nobody listens. Never throws. */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile Consumer<Object> channels = null;

    /** Told of every lock that was constructed; null: nobody listens. Never throws. */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile Consumer<Object> locks = null;

    /** Told of every channel on which something suspends that holds no thread; null: nobody listens. Never throws. */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile Consumer<Object> suspensions = null;

    /**
     * Told of everything that goes on after it has waited without a thread, or of its channel; null: nobody listens.
     * Never throws.
     */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile Consumer<Object> resumptions = null;

    /** Told of every coroutine that starts, and of its block; null: nobody listens. Never throws. */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile BiConsumer<Object, Object> coroutines = null;

    /**
     * Told of every thread that enters a named method of a channel type of the program's own; null: nobody listens.
     * Never throws.
     */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile Consumer<Object> calls = null;

    /**
     * Told of every slice of a pipe's wait that is over, of a reader's first, of a writer's second; null: nobody
     * listens. Never throws.
     */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile BiConsumer<Object, Object> pipes = null;

    /**
     * Told of every class that a loader is about to define, by its name and its domain (null: not known) and its file,
     * an array or a buffer of bytes; gives the file that is to be defined. Null: nobody listens. Never throws.
     */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile BiFunction<Object[], Object, Object> classes = null;

    /** Told once, when the program comes to its first virtual thread; null: nobody listens. Never throws. */
    @SuppressWarnings({"NullAway", "NonFinalStaticField"})
    static volatile Runnable virtual = null;

    private Hub() {}

    /** A thread begins a wait: the one that it was seen in is over. */
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

    /** First slot of a thread's bucket; {@code length} is a power of two from 64 on (Fibonacci hashing). */
    public static int bucket(long tid, int length) {
        return (int) ((tid * 0x9E3779B97F4A7C15L) >>> (Integer.numberOfLeadingZeros(length) + 36)) << 3;
    }

    /** Entry of {@code Thread.start}. */
    public static void started(Object thread) {
        Consumer<Object> sink = threads;
        if (sink != null) sink.accept(thread);
    }

    /** Exit of a channel's constructor. */
    public static void made(Object channel) {
        Consumer<Object> sink = channels;
        if (sink != null) tell(sink, channel);
    }

    /** Exit of a lock's constructor: some programs make so many that those of channels have a hook apart. */
    public static void madeLock(Object lock) {
        Consumer<Object> sink = locks;
        if (sink != null) tell(sink, lock);
    }

    /**
     * Apart from the constructors, which run at full speed while nobody listens: the JIT would take into each what
     * listening does.
     */
    @NotInlined
    private static void tell(Consumer<Object> sink, Object made) {
        sink.accept(made);
    }

    /** Where something that holds no thread begins to wait on a channel. */
    public static void suspends(Object channel) {
        Consumer<Object> sink = suspensions;
        if (sink != null) sink.accept(channel);
    }

    /** Where something goes on that waited without a thread, or where its channel is used. */
    public static void resumes(Object waiter) {
        Consumer<Object> sink = resumptions;
        if (sink != null) sink.accept(waiter);
    }

    /** Entry of a named method of a channel type of the program's own. */
    public static void enters(Object thread) {
        Consumer<Object> sink = calls;
        if (sink != null) sink.accept(thread);
    }

    /**
     * After each slice that a thread has waited in a pipe, {@code reads} or writes; no pipe: it leaves it by an
     * exception.
     */
    public static void sliced(Object pipe, boolean reads) {
        BiConsumer<Object, Object> sink = pipes;
        if (sink != null) sink.accept(reads ? pipe : null, reads ? null : pipe);
    }

    /** Entry of a coroutine's {@code start}. */
    public static void begins(Object coroutine, Object block) {
        BiConsumer<Object, Object> sink = coroutines;
        if (sink != null) sink.accept(coroutine, block);
    }

    /**
     * Entry of {@code ClassLoader.defineClass(name, file, from, length, ...)}: the file to define, the same array where
     * it stays.
     */
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

    /** Where the file to define begins. */
    public static int from(Object before, Object now, int from) {
        return before == now ? from : 0;
    }

    /** How long the file to define is. */
    public static int length(Object before, byte[] now, int length) {
        return before == now ? length : now.length;
    }

    /** Entry of {@code ClassLoader.defineClass} of a buffer: the one to define. */
    public static Object buffer(Object name, Object file, Object domain) {
        BiFunction<Object[], Object, Object> sink = classes;
        try {
            return sink == null || file == null ? file : sink.apply(new Object[] {name, domain}, file);
        } catch (Throwable noMemoryOrStack) {
            return file;
        }
    }

    /** Entry of the initializer of {@code VirtualThread}: there is none yet. */
    public static void virtual() {
        Runnable sink = virtual;
        try {
            if (sink != null) sink.run();
        } catch (Throwable noMemoryOrStack) {
            // What escaped would be the end of virtual threads.
        }
    }
}
