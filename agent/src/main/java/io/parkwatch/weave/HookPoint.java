// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method that carries a hook.
 *
 * @param owner internal name of the class
 * @param method name; {@code <init>} stands for all constructors
 * @param descriptor null: any
 * @param since the first JDK feature release that has it
 * @param jdk whether the class is of {@code java.base} (else of a library, in any loader)
 * @param family the library whose releases all have it, as a message names it; null: some have it elsewhere
 */
record HookPoint(
        String owner,
        String method,
        @Nullable String descriptor,
        Hook hook,
        int since,
        boolean jdk,
        @Nullable String family) {

    private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";
    private static final String COROUTINES = "kotlinx/coroutines/";
    private static final String IN_A_CELL =
            "(Lkotlinx/coroutines/Waiter;Lkotlinx/coroutines/channels/ChannelSegment;I)V";
    private static final String ON_A_JOB = "(Lkotlin/coroutines/Continuation;)Ljava/lang/Object;";
    private static final String IN_A_SELECT = "(Lkotlinx/coroutines/selects/SelectInstance;Ljava/lang/Object;)V";
    private static final String CORE_ASYNC = "clojure/core/async/impl/channels/ManyToManyChannel";
    private static final String CONTAINER = "(Ljdk/internal/vm/ThreadContainer;)V";

    /**
     * Where virtual threads begin a wait: whatever it is, who leaves its carrier for it passes the first, before its
     * state says so; who can't leave it and parks, the second. Waits on a monitor that keep the carrier are counted by
     * the JVM itself, as are all waits of platform threads.
     */
    static List<HookPoint> parks() {
        return List.of(
                point("java/lang/VirtualThread", "afterYield", "()V", Hook.PARK_THIS, 21),
                point("java/lang/VirtualThread", "parkOnCarrierThread", "(ZJ)V", Hook.PARK_THIS, 21));
    }

    /** Where threads are born: all ways to start one end in these. */
    static List<HookPoint> starts() {
        return List.of(
                point("java/lang/Thread", "start", "()V", Hook.STARTED, 17),
                point("java/lang/Thread", "start", CONTAINER, Hook.STARTED, 21),
                point("java/lang/VirtualThread", "start", CONTAINER, Hook.STARTED, 21));
    }

    /**
     * The same for an agent that comes later, on 21+, and may leave again: all but monitors and sleeps, which are then
     * no findings. The JVM never lets go of a former version of a class whose native methods it has compiled entries
     * for (docs/decisions/0010).
     */
    static List<HookPoint> lateParks() {
        return List.of(
                point(LOCK_SUPPORT, "park", "()V", Hook.PARK_CURRENT, 21),
                point(LOCK_SUPPORT, "park", "(Ljava/lang/Object;)V", Hook.PARK_CURRENT, 21),
                point(LOCK_SUPPORT, "parkNanos", "(J)V", Hook.PARK_CURRENT, 21),
                point(LOCK_SUPPORT, "parkNanos", "(Ljava/lang/Object;J)V", Hook.PARK_CURRENT, 21),
                point(LOCK_SUPPORT, "parkUntil", "(J)V", Hook.PARK_CURRENT, 21),
                point(LOCK_SUPPORT, "parkUntil", "(Ljava/lang/Object;J)V", Hook.PARK_CURRENT, 21));
    }

    /**
     * The same for such an agent. A thread joins a container as it starts, virtual ones always; a platform thread that
     * joins none is told of as it is made.
     */
    static List<HookPoint> lateStarts() {
        return List.of(
                joining("jdk/internal/vm/ThreadContainer"),
                joining("jdk/internal/vm/ThreadContainers$RootContainer$TrackingRootContainer"),
                joining("jdk/internal/vm/ThreadContainers$RootContainer$CountingRootContainer"),
                joining("jdk/internal/vm/SharedThreadContainer"),
                joining("jdk/internal/misc/ThreadFlock$ThreadContainerImpl"),
                new HookPoint("java/lang/Thread$FieldHolder", "<init>", null, Hook.HELD, 21, true, null));
    }

    /** Where channels are born. */
    static List<HookPoint> makings() {
        return List.of(
                making("java/util/concurrent/ArrayBlockingQueue", true),
                making("java/util/concurrent/LinkedBlockingQueue", true),
                making("java/util/concurrent/LinkedBlockingDeque", true),
                making("java/util/concurrent/LinkedTransferQueue", true),
                making("java/util/concurrent/SynchronousQueue", true),
                making("java/util/concurrent/PriorityBlockingQueue", true),
                making("java/util/concurrent/DelayQueue", true),
                making("java/util/concurrent/Exchanger", true),
                making("java/util/concurrent/Semaphore", true),
                making("java/util/concurrent/CountDownLatch", true),
                making("java/util/concurrent/CyclicBarrier", true),
                making("java/util/concurrent/Phaser", true),
                making("java/util/concurrent/SubmissionPublisher", true),
                making("java/util/concurrent/locks/ReentrantLock", Hook.MADE_LOCK, true),
                making("java/util/concurrent/locks/ReentrantReadWriteLock", Hook.MADE_LOCK, true),
                making("java/util/concurrent/locks/StampedLock", Hook.MADE_LOCK, true),
                making("java/io/PipedInputStream", true),
                making("java/io/PipedReader", true),
                making("com/softwaremill/jox/Channel", false),
                making(COROUTINES + "channels/BufferedChannel", false),
                // Until 1.8 the first extends the second: a mutex is then told of twice.
                making(COROUTINES + "sync/MutexImpl", Hook.MADE_LOCK, false),
                making(COROUTINES + "sync/SemaphoreImpl", Hook.MADE_LOCK, false),
                making(COROUTINES + "CompletableDeferredImpl", false),
                making(COROUTINES + "JobImpl", false),
                making(CORE_ASYNC, false));
    }

    /**
     * Where the program comes to its first virtual thread: whoever makes another one meanwhile waits for the JVM to
     * initialize the class.
     */
    static List<HookPoint> firstVirtual() {
        return List.of(point("java/lang/VirtualThread", "<clinit>", "()V", Hook.FIRST_VIRTUAL, 21));
    }

    /** Through which class loaders define classes. */
    static List<HookPoint> definitions() {
        return List.of(
                point(
                        "java/lang/ClassLoader",
                        "defineClass",
                        "(Ljava/lang/String;[BIILjava/security/ProtectionDomain;)Ljava/lang/Class;",
                        Hook.FILE,
                        17),
                point(
                        "java/lang/ClassLoader",
                        "defineClass",
                        "(Ljava/lang/String;Ljava/nio/ByteBuffer;Ljava/security/ProtectionDomain;)Ljava/lang/Class;",
                        Hook.BUFFER,
                        17));
    }

    /** Where pipes wait, a second at a time, and the methods that end such a wait by an exception. */
    static List<HookPoint> pipes() {
        return List.of(
                point("java/io/PipedInputStream", "read", "()I", Hook.SLICED_READ, 17),
                point("java/io/PipedInputStream", "awaitSpace", "()V", Hook.SLICED_WRITE, 17),
                point("java/io/PipedInputStream", "checkStateForReceive", "()V", Hook.SLICED_WRITE, 17),
                point("java/io/PipedReader", "read", "()I", Hook.SLICED_READ, 17),
                point("java/io/PipedReader", "receive", "(I)V", Hook.SLICED_WRITE, 17));
    }

    /**
     * Where a coroutine or go block begins to wait: every way to suspend on a channel, lock or job of kotlinx's ends in
     * one of these; every operation of core.async passes the last two, and only who waits is put into a list there.
     */
    static List<HookPoint> suspensions() {
        return List.of(
                suspending("channels/BufferedChannel", "prepareSenderForSuspension", IN_A_CELL, true),
                suspending("channels/BufferedChannel", "prepareReceiverForSuspension", IN_A_CELL, true),
                // Until 1.8 the first of these classes has it, from 1.9 on the second.
                suspending("sync/SemaphoreImpl", "addAcquireToQueue", "(Lkotlinx/coroutines/Waiter;)Z", false),
                suspending("sync/SemaphoreAndMutexImpl", "addAcquireToQueue", "(Lkotlinx/coroutines/Waiter;)Z", true),
                suspending("JobSupport", "awaitSuspend", ON_A_JOB, true),
                suspending("JobSupport", "joinSuspend", ON_A_JOB, true),
                suspending("JobSupport", "onAwaitInternalRegFunc", IN_A_SELECT, true),
                suspending("JobSupport", "registerSelectForOnJoin", IN_A_SELECT, true),
                suspending("AwaitAll", "await", ON_A_JOB, true),
                enqueuing("put_BANG_", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"),
                enqueuing("take_BANG_", "(Ljava/lang/Object;)Ljava/lang/Object;"));
    }

    /**
     * Where what waited goes on: every way to resume or cancel a continuation of kotlinx's ends in the first; who waits
     * on a channel of core.async goes on only where somebody uses it.
     */
    static List<HookPoint> resumptions() {
        return List.of(
                new HookPoint(
                        COROUTINES + "CancellableContinuationImpl",
                        "dispatchResume",
                        "(I)V",
                        Hook.RESUMES,
                        17,
                        false,
                        "kotlinx.coroutines"),
                using("put_BANG_", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"),
                using("take_BANG_", "(Ljava/lang/Object;)Ljava/lang/Object;"),
                using("close_BANG_", "()Ljava/lang/Object;"));
    }

    /** Where coroutines are born. */
    static List<HookPoint> beginnings() {
        return List.of(new HookPoint(
                COROUTINES + "AbstractCoroutine",
                "start",
                "(Lkotlinx/coroutines/CoroutineStart;Ljava/lang/Object;Lkotlin/jvm/functions/Function2;)V",
                Hook.BEGINS,
                17,
                false,
                "kotlinx.coroutines"));
    }

    /**
     * Tells one point from another. The record itself is no key: its hash would be made by the JDK's own method
     * handles, which keep the class of {@code hook}, and so this agent's loader, in a soft cache past its end.
     */
    String name() {
        return owner + '.' + method + (descriptor == null ? "" : descriptor) + ' ' + hook.name();
    }

    /** The constructors of a channel class; {@code jdk}: of {@code java.base}. */
    static HookPoint making(String owner, boolean jdk) {
        return making(owner, Hook.MADE, jdk);
    }

    private static HookPoint making(String owner, Hook hook, boolean jdk) {
        return new HookPoint(owner, "<init>", null, hook, 17, jdk, null);
    }

    /** The methods of this name in a class of the program's own. */
    static HookPoint entering(String owner, String method) {
        return new HookPoint(owner, method, null, Hook.ENTERS, 17, false, null);
    }

    private static HookPoint suspending(String owner, String method, String descriptor, boolean always) {
        String family = always ? "kotlinx.coroutines" : null;
        return new HookPoint(COROUTINES + owner, method, descriptor, Hook.SUSPENDS, 17, false, family);
    }

    private static HookPoint enqueuing(String method, String descriptor) {
        return new HookPoint(CORE_ASYNC, method, descriptor, Hook.ENQUEUES, 17, false, "core.async");
    }

    private static HookPoint using(String method, String descriptor) {
        return new HookPoint(CORE_ASYNC, method, descriptor, Hook.RESUMES, 17, false, "core.async");
    }

    private static HookPoint joining(String container) {
        return point(container, "onStart", "(Ljava/lang/Thread;)V", Hook.STARTED_IN, 21);
    }

    private static HookPoint point(String owner, String method, String descriptor, Hook hook, int since) {
        return new HookPoint(owner, method, descriptor, hook, since, true, null);
    }
}
