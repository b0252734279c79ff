// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/**
 * What the JDK loads when a thread first waits in some way. While any agent is in a JVM, HotSpot keeps each virtual thread that loads a class
 * for as long as it lives (its {@code JvmtiThreadState} holds it), so that nothing can be proved of it. Hence these are loaded before, by a
 * platform thread (docs/decisions/0012).
 */
public final class WaitClasses {
    private static final String CONCURRENT = "java.util.concurrent.";
    private static final String LOCKS = CONCURRENT + "locks.";

    /** Of all releases: what one does not have is passed over. */
    private static final String[] NAMES = {
        CONCURRENT + "ArrayBlockingQueue",
        CONCURRENT + "BrokenBarrierException",
        CONCURRENT + "CompletableFuture",
        CONCURRENT + "CompletableFuture$AltResult",
        CONCURRENT + "CompletableFuture$Signaller",
        CONCURRENT + "CountDownLatch",
        CONCURRENT + "CountDownLatch$Sync",
        CONCURRENT + "CyclicBarrier",
        CONCURRENT + "CyclicBarrier$Generation",
        CONCURRENT + "DelayQueue",
        CONCURRENT + "Exchanger",
        CONCURRENT + "Exchanger$Node",
        CONCURRENT + "Exchanger$Participant",
        CONCURRENT + "ForkJoinPool$ManagedBlocker",
        CONCURRENT + "FutureTask",
        CONCURRENT + "FutureTask$WaitNode",
        CONCURRENT + "LinkedBlockingDeque",
        CONCURRENT + "LinkedBlockingDeque$Node",
        CONCURRENT + "LinkedBlockingQueue",
        CONCURRENT + "LinkedBlockingQueue$Node",
        CONCURRENT + "LinkedTransferQueue",
        CONCURRENT + "LinkedTransferQueue$DualNode",
        CONCURRENT + "LinkedTransferQueue$Node",
        CONCURRENT + "Phaser",
        CONCURRENT + "Phaser$QNode",
        CONCURRENT + "PriorityBlockingQueue",
        CONCURRENT + "Semaphore",
        CONCURRENT + "Semaphore$FairSync",
        CONCURRENT + "Semaphore$NonfairSync",
        CONCURRENT + "Semaphore$Sync",
        CONCURRENT + "SynchronousQueue",
        CONCURRENT + "SynchronousQueue$TransferQueue",
        CONCURRENT + "SynchronousQueue$TransferQueue$QNode",
        CONCURRENT + "SynchronousQueue$TransferStack",
        CONCURRENT + "SynchronousQueue$TransferStack$SNode",
        CONCURRENT + "SynchronousQueue$Transferer",
        CONCURRENT + "ThreadPerTaskExecutor",
        CONCURRENT + "ThreadPerTaskExecutor$TaskRunner",
        CONCURRENT + "ThreadPerTaskExecutor$ThreadBoundFuture",
        CONCURRENT + "TimeUnit",
        CONCURRENT + "TimeoutException",
        LOCKS + "AbstractQueuedLongSynchronizer",
        LOCKS + "AbstractQueuedLongSynchronizer$ConditionNode",
        LOCKS + "AbstractQueuedLongSynchronizer$ConditionObject",
        LOCKS + "AbstractQueuedLongSynchronizer$ExclusiveNode",
        LOCKS + "AbstractQueuedLongSynchronizer$Node",
        LOCKS + "AbstractQueuedLongSynchronizer$SharedNode",
        LOCKS + "AbstractQueuedSynchronizer$ConditionNode",
        LOCKS + "AbstractQueuedSynchronizer$ConditionObject",
        LOCKS + "AbstractQueuedSynchronizer$ExclusiveNode",
        LOCKS + "AbstractQueuedSynchronizer$Node",
        LOCKS + "AbstractQueuedSynchronizer$SharedNode",
        LOCKS + "ReentrantLock$FairSync",
        LOCKS + "ReentrantReadWriteLock",
        LOCKS + "ReentrantReadWriteLock$FairSync",
        LOCKS + "ReentrantReadWriteLock$NonfairSync",
        LOCKS + "ReentrantReadWriteLock$ReadLock",
        LOCKS + "ReentrantReadWriteLock$Sync",
        LOCKS + "ReentrantReadWriteLock$Sync$HoldCounter",
        LOCKS + "ReentrantReadWriteLock$Sync$ThreadLocalHoldCounter",
        LOCKS + "ReentrantReadWriteLock$WriteLock",
        LOCKS + "StampedLock",
        LOCKS + "StampedLock$Node",
        LOCKS + "StampedLock$ReaderNode",
        LOCKS + "StampedLock$WriterNode",
        "jdk.internal.event.Event",
        "jdk.internal.event.ThreadSleepEvent",
        "jdk.internal.event.VirtualThreadEndEvent",
        "jdk.internal.event.VirtualThreadPinnedEvent",
        "jdk.internal.event.VirtualThreadStartEvent",
        "jdk.internal.misc.Blocker",
        "jdk.internal.misc.VirtualThreads",
    };

    private WaitClasses() {}

    /** Loads them, and initializes none. */
    public static void load() {
        for (String name : NAMES) {
            try {
                Class<?> unused = Class.forName(name, false, null);
            } catch (ClassNotFoundException notInThisRelease) {
                // Another release's.
            }
        }
    }
}
