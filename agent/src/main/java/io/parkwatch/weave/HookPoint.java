// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method that carries a hook.
 *
 * @param owner internal name of the class
 * @param method name; {@code <init>} stands for all constructors
 * @param descriptor null if any descriptor matches
 * @param since the first JDK feature release that has the method
 * @param jdk whether the class is in {@code java.base}; other classes belong to a library, in any loader
 * @param family the library, as a message names it, if all its releases have the method; null if some have it elsewhere
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
     * Returns the methods where virtual threads begin a wait. A thread that leaves its carrier for any wait passes the
     * first method before its state says so; one that cannot leave it and parks passes the second. The JVM itself
     * counts waits on a monitor that keep the carrier, as it does all waits of platform threads.
     */
    static List<HookPoint> parks() {
        return List.of(
                point("java/lang/VirtualThread", "afterYield", "()V", Hook.PARK_THIS, 21),
                point("java/lang/VirtualThread", "parkOnCarrierThread", "(ZJ)V", Hook.PARK_THIS, 21));
    }

    /** Returns the methods that every way to start a thread ends in. */
    static List<HookPoint> starts() {
        return List.of(
                point("java/lang/Thread", "start", "()V", Hook.STARTED, 17),
                point("java/lang/Thread", "start", CONTAINER, Hook.STARTED, 21),
                point("java/lang/VirtualThread", "start", CONTAINER, Hook.STARTED, 21));
    }

    /**
     * Returns the park points for an agent that is attached on 21 or newer and may leave again. Monitors and sleeps
     * have none, and are then not reported. The JVM never frees a former version of a class for whose native methods it
     * has compiled entries (docs/decisions/0010).
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
     * Returns the start points for such an agent. A thread joins a container as it starts, and virtual threads always
     * do. A platform thread that joins none is recorded when it is constructed.
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

    /** Returns the constructors of channels. */
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
                // Up to 1.8 MutexImpl extends SemaphoreImpl, so a mutex is recorded twice.
                making(COROUTINES + "sync/MutexImpl", Hook.MADE_LOCK, false),
                making(COROUTINES + "sync/SemaphoreImpl", Hook.MADE_LOCK, false),
                making(COROUTINES + "CompletableDeferredImpl", false),
                making(COROUTINES + "JobImpl", false),
                making(CORE_ASYNC, false));
    }

    /**
     * Returns the point before the program's first virtual thread. A thread that creates another one meanwhile waits
     * for the JVM to initialize the class.
     */
    static List<HookPoint> firstVirtual() {
        return List.of(point("java/lang/VirtualThread", "<clinit>", "()V", Hook.FIRST_VIRTUAL, 21));
    }

    /** Returns the methods through which class loaders define classes. */
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

    /** Returns the methods where pipes wait, one second at a time, and those that end such a wait by an exception. */
    static List<HookPoint> pipes() {
        return List.of(
                point("java/io/PipedInputStream", "read", "()I", Hook.SLICED_READ, 17),
                point("java/io/PipedInputStream", "awaitSpace", "()V", Hook.SLICED_WRITE, 17),
                point("java/io/PipedInputStream", "checkStateForReceive", "()V", Hook.SLICED_WRITE, 17),
                point("java/io/PipedReader", "read", "()I", Hook.SLICED_READ, 17),
                point("java/io/PipedReader", "receive", "(I)V", Hook.SLICED_WRITE, 17));
    }

    /**
     * Returns the methods where a coroutine or go block begins to wait. Every way to suspend on a channel, lock or job
     * of kotlinx.coroutines ends in one of these. Every operation of core.async passes the last two, and only those
     * that wait are added to a list there.
     */
    static List<HookPoint> suspensions() {
        return List.of(
                suspending("channels/BufferedChannel", "prepareSenderForSuspension", IN_A_CELL, true),
                suspending("channels/BufferedChannel", "prepareReceiverForSuspension", IN_A_CELL, true),
                // Up to 1.8 the first of these classes has the method, from 1.9 on the second.
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
     * Returns the methods where a waiter without a thread goes on. Every way to resume or cancel a continuation of
     * kotlinx.coroutines ends in the first. A waiter on a channel of core.async goes on only where another operation
     * uses the channel.
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

    /** Returns the methods where coroutines start. */
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
     * Returns a unique name. The record itself is no key: the JDK would compute its hash with method handles that keep
     * the class of {@code hook}, and so this agent's loader, in a soft cache after the agent has left.
     */
    String name() {
        return owner + '.' + method + (descriptor == null ? "" : descriptor) + ' ' + hook.name();
    }

    /**
     * Returns the point for all constructors of a channel class, which is in {@code java.base} if {@code jdk} is true.
     */
    static HookPoint making(String owner, boolean jdk) {
        return making(owner, Hook.MADE, jdk);
    }

    private static HookPoint making(String owner, Hook hook, boolean jdk) {
        return new HookPoint(owner, "<init>", null, hook, 17, jdk, null);
    }

    /** Returns the point for all methods of this name in a class of the program. */
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
