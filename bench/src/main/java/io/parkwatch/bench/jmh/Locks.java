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

/** Nanoseconds to make locks that programs often make for a short time. */
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

    /** Makes a lock that never leaves its method, which the compiler may optimize away. */
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
