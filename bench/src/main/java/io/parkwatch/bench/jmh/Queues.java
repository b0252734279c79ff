// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.jmh;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Nanoseconds to make a queue, and for pairs of operations that never block, by one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Queues {
    /** The name of the queue, as in {@link QueueType}. */
    @Param
    public QueueType type = QueueType.ARRAY_BLOCKING_QUEUE;

    private BlockingQueue<QueueType.Item> queue = type.make();
    private final QueueType.Item item = new QueueType.Item();

    @Setup
    public void fresh() {
        queue = type.make();
    }

    /** Offers and polls. Both fail at once on a SynchronousQueue. */
    @Benchmark
    public void offerPoll(Blackhole sink) {
        sink.consume(queue.offer(item));
        sink.consume(queue.poll());
    }

    /** Puts and takes. Left out for a SynchronousQueue, whose put blocks. */
    @Benchmark
    public void putTake(Blackhole sink) throws InterruptedException {
        queue.put(item);
        sink.consume(queue.take());
    }

    @Benchmark
    public Object make() {
        return type.make();
    }
}
