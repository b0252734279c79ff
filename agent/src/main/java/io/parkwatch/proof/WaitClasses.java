// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

/**
 * Loads the classes that the JDK loads when a thread first waits in some way. While a class transformer is installed,
 * HotSpot keeps each virtual thread that loads a class for as long as it lives (its {@code JvmtiThreadState} holds it),
 * so that nothing can be proved about it. With a permanent transformer, a platform thread therefore loads these classes
 * in advance (docs/decisions/0012, 0015).
 */
public final class WaitClasses {
    /** Classes of all releases, skipped where they lack. None has a hook, since weaving is what costs. */
    private final String concurrent = """
            BrokenBarrierException CancellationException CompletionException ExecutionException TimeoutException \
            TimeUnit CountedCompleter ForkJoinPool$ManagedBlocker ForkJoinTask$Aux FutureTask$WaitNode \
            ExecutorCompletionService ExecutorCompletionService$QueueingFuture \
            CyclicBarrier$Generation Exchanger$Node Exchanger$Participant Phaser$QNode \
            CopyOnWriteArrayList$COWIterator LinkedBlockingDeque$Node LinkedBlockingQueue$Node \
            LinkedTransferQueue$DualNode LinkedTransferQueue$Node \
            SynchronousQueue$TransferQueue$QNode SynchronousQueue$TransferStack$SNode""";

    private final String locks = """
            AbstractQueuedLongSynchronizer$ConditionNode AbstractQueuedLongSynchronizer$ExclusiveNode \
            AbstractQueuedLongSynchronizer$Node AbstractQueuedLongSynchronizer$SharedNode \
            AbstractQueuedSynchronizer$ConditionNode AbstractQueuedSynchronizer$ExclusiveNode \
            AbstractQueuedSynchronizer$Node AbstractQueuedSynchronizer$SharedNode \
            ReentrantReadWriteLock$Sync$HoldCounter \
            StampedLock$Node StampedLock$ReaderNode StampedLock$WriterNode \
            StampedLock$ReadLockView StampedLock$ReadWriteLockView StampedLock$WriteLockView""";

    private final String internal = """
            event.ThreadSleepEvent event.VirtualThreadEndEvent event.VirtualThreadPinnedEvent \
            event.VirtualThreadStartEvent \
            misc.Blocker misc.Blocker$ForkJoinPools misc.VirtualThreads""";

    /** Stages of {@code CompletableFuture}, which a thread makes before it waits for them. */
    private final String stages = """
            AltResult AnyOf AsyncRun AsyncSupply BiAccept BiApply BiCompletion BiRelay BiRun CoCompletion Completion \
            MinimalStage OrAccept OrApply OrRun Signaller UniAccept UniApply UniCompletion UniCompose \
            UniExceptionally UniHandle UniRelay UniRun UniWhenComplete""";

    public void load() {
        load("java.util.concurrent.", concurrent);
        load("java.util.concurrent.locks.", locks);
        load("java.util.concurrent.CompletableFuture$", stages);
        load("jdk.internal.", internal);
    }

    private static void load(String prefix, String names) {
        for (String name : names.split(" ", -1)) {
            try {
                Class<?> unused = Class.forName(prefix + name, false, null);
            } catch (ClassNotFoundException notInThisRelease) {
                // A class of another release.
            }
        }
    }
}
