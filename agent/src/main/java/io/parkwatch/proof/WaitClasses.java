// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/**
 * Loads the classes that the JDK loads when a thread first waits in some way. While a class transformer is installed,
 * HotSpot keeps each virtual thread that loads a class for as long as it lives (its {@code JvmtiThreadState} holds it),
 * so that nothing can be proved about it. With a permanent transformer, a platform thread therefore loads these classes
 * in advance (docs/decisions/0012, 0015).
 */
public final class WaitClasses {
    private static final String CONCURRENT = "java.util.concurrent.";
    private static final String LOCKS = CONCURRENT + "locks.";

    /**
     * Classes of all releases; those that a release lacks are skipped. Contains no class with a hook, since weaving is
     * what costs.
     */
    private final String[] names = {
        CONCURRENT + "BrokenBarrierException",
        CONCURRENT + "CancellationException",
        CONCURRENT + "CompletionException",
        CONCURRENT + "CopyOnWriteArrayList$COWIterator",
        CONCURRENT + "CountedCompleter",
        CONCURRENT + "CyclicBarrier$Generation",
        CONCURRENT + "ExecutionException",
        CONCURRENT + "ExecutorCompletionService",
        CONCURRENT + "ExecutorCompletionService$QueueingFuture",
        CONCURRENT + "Exchanger$Node",
        CONCURRENT + "Exchanger$Participant",
        CONCURRENT + "ForkJoinPool$ManagedBlocker",
        CONCURRENT + "ForkJoinTask$Aux",
        CONCURRENT + "FutureTask$WaitNode",
        CONCURRENT + "LinkedBlockingDeque$Node",
        CONCURRENT + "LinkedBlockingQueue$Node",
        CONCURRENT + "LinkedTransferQueue$DualNode",
        CONCURRENT + "LinkedTransferQueue$Node",
        CONCURRENT + "Phaser$QNode",
        CONCURRENT + "SynchronousQueue$TransferQueue$QNode",
        CONCURRENT + "SynchronousQueue$TransferStack$SNode",
        CONCURRENT + "TimeoutException",
        CONCURRENT + "TimeUnit",
        LOCKS + "AbstractQueuedLongSynchronizer$ConditionNode",
        LOCKS + "AbstractQueuedLongSynchronizer$ExclusiveNode",
        LOCKS + "AbstractQueuedLongSynchronizer$Node",
        LOCKS + "AbstractQueuedLongSynchronizer$SharedNode",
        LOCKS + "AbstractQueuedSynchronizer$ConditionNode",
        LOCKS + "AbstractQueuedSynchronizer$ExclusiveNode",
        LOCKS + "AbstractQueuedSynchronizer$Node",
        LOCKS + "AbstractQueuedSynchronizer$SharedNode",
        LOCKS + "ReentrantReadWriteLock$Sync$HoldCounter",
        LOCKS + "StampedLock$Node",
        LOCKS + "StampedLock$ReadLockView",
        LOCKS + "StampedLock$ReadWriteLockView",
        LOCKS + "StampedLock$ReaderNode",
        LOCKS + "StampedLock$WriteLockView",
        LOCKS + "StampedLock$WriterNode",
        "jdk.internal.event.ThreadSleepEvent",
        "jdk.internal.event.VirtualThreadEndEvent",
        "jdk.internal.event.VirtualThreadPinnedEvent",
        "jdk.internal.event.VirtualThreadStartEvent",
        "jdk.internal.misc.Blocker",
        "jdk.internal.misc.Blocker$ForkJoinPools",
        "jdk.internal.misc.VirtualThreads",
    };

    private static final String FUTURE = CONCURRENT + "CompletableFuture$";

    /** Stages of futures, which a thread makes before it waits for them. */
    private final String[] stages = {
        "AltResult",
        "AnyOf",
        "AsyncRun",
        "AsyncSupply",
        "BiAccept",
        "BiApply",
        "BiCompletion",
        "BiRelay",
        "BiRun",
        "CoCompletion",
        "Completion",
        "MinimalStage",
        "OrAccept",
        "OrApply",
        "OrRun",
        "Signaller",
        "UniAccept",
        "UniApply",
        "UniCompletion",
        "UniCompose",
        "UniExceptionally",
        "UniHandle",
        "UniRelay",
        "UniRun",
        "UniWhenComplete"
    };

    /** Loads the classes without initializing them. */
    public void load() {
        for (String name : names) {
            load(name);
        }
        for (String stage : stages) {
            load(FUTURE + stage);
        }
    }

    private static void load(String name) {
        try {
            Class<?> unused = Class.forName(name, false, null);
        } catch (ClassNotFoundException notInThisRelease) {
            // A class of another release.
        }
    }
}
