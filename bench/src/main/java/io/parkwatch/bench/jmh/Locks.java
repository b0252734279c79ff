// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.jmh;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Making what is often made and short-lived: nanoseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Locks {
    private int count;

    @Benchmark
    public Object makeReentrantLock() {
        return new ReentrantLock();
    }

    @Benchmark
    public Object makeSemaphore() {
        return new Semaphore(1);
    }

    @Benchmark
    public Object makeCountDownLatch() {
        return new CountDownLatch(1);
    }

    /** One that never leaves its method; the compiler might do without making it. */
    @Benchmark
    public int makeLocalLock() {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            return count++;
        } finally {
            lock.unlock();
        }
    }
}
