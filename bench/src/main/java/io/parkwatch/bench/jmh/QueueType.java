// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.jmh;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The blocking queues of the JDK. */
@SuppressWarnings("ImmutableEnumChecker") // the suppliers are constructor references
public enum QueueType {
    ARRAY_BLOCKING_QUEUE(() -> new ArrayBlockingQueue<>(16)),
    LINKED_BLOCKING_QUEUE(LinkedBlockingQueue::new),
    LINKED_BLOCKING_DEQUE(LinkedBlockingDeque::new),
    LINKED_TRANSFER_QUEUE(LinkedTransferQueue::new),
    PRIORITY_BLOCKING_QUEUE(PriorityBlockingQueue::new),
    DELAY_QUEUE(DelayQueue::new),
    SYNCHRONOUS_QUEUE(SynchronousQueue::new);

    private final Supplier<BlockingQueue<Item>> maker;

    QueueType(Supplier<BlockingQueue<Item>> maker) {
        this.maker = maker;
    }

    BlockingQueue<Item> make() {
        return maker.get();
    }

    /** Returns the simple name of the class. */
    @Override
    public String toString() {
        return make().getClass().getSimpleName();
    }

    /** An item that all of the queues accept. */
    static final class Item implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
