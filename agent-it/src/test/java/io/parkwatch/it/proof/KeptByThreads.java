// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import io.parkwatch.it.run.TaskScope;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Waits that look leaked but can still end, since something holds the thread itself. The method names the holder. */
final class KeptByThreads {
    private static final List<Object> HELD = new ArrayList<>();

    private final Ends ends;
    private final ExecutorService executor = Spawn.perTask();

    KeptByThreads(Ends ends) {
        this.ends = ends;
    }

    void all() throws Exception {
        interrupter();
        joined();
        lockHolder();
        reachableExecutor();
        reachableTask();
        executorThatShutsDown();
        closingExecutor();
        scopeOfAPlatformThread();
        liveScope();
        leakedPlatformThread();
        platformThread();
        timed();
        monitor();
        objectWait();
        blocked();
        socketRead();
    }

    /** A thread that holds the waiting thread, and not what it waits on. */
    private void interrupter() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Thread thread = ends.start(() -> queue.take());
        ends.onOver(() -> thread.interrupt());
    }

    private void joined() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        ends.onOver(() -> queue.put(1));
        Thread awaited = ends.start(() -> queue.take());
        ends.start(() -> awaited.join());
    }

    @SuppressWarnings("LockNotBeforeTry") // it only needs to wait for the lock
    private void lockHolder() {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch has = new CountDownLatch(1);
        Ends.platform("holder", () -> {
            lock.lock();
            try {
                has.countDown();
                ends.await();
            } finally {
                lock.unlock();
            }
        });
        ends.start(() -> {
            has.await();
            lock.lock();
            lock.unlock();
        });
    }

    private void reachableExecutor() {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        executor.execute(ends.counted(() -> queue.put(1)));
        ends.lettingGo(() -> executor.shutdownNow());
    }

    /** Nothing holds the executor, but its task can be cancelled. */
    private void reachableTask() {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        Future<?> task = Spawn.perTask().submit(ends.counted(() -> queue.put(1)));
        HELD.add(task);
        ends.lettingGo(() -> task.cancel(true));
    }

    /** An executor that ends with its last thread. Removing a thread from it for a moment would end it early. */
    private void executorThatShutsDown() {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        ExecutorService closing = Spawn.perTask();
        closing.execute(ends.counted(() -> queue.put(1)));
        closing.shutdown();
        ends.lettingGo(() -> {
            if (closing.isTerminated()) {
                throw new IllegalStateException("ended early");
            }
            closing.shutdownNow();
            if (!closing.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("did not end");
            }
        });
    }

    /** The owner waits with a time-out of a day. If it is interrupted, it interrupts the task. */
    private void closingExecutor() {
        Runnable task = ends.counted(taskOfAClosingExecutor(new SynchronousQueue<>()));
        Thread owner = ends.start(() -> {
            ExecutorService closing = Spawn.perTask();
            closing.execute(task);
            ((AutoCloseable) closing).close(); // AutoCloseable from 19 on
        });
        ends.onOver(() -> owner.interrupt());
    }

    private static Job taskOfAClosingExecutor(SynchronousQueue<Integer> queue) {
        return () -> queue.put(1);
    }

    private void scopeOfAPlatformThread() {
        Job job = () -> TaskScope.in(scope -> {
            TaskScope.FORK.invoke(scope, (Callable<String>) KeptByThreads::childOfAPlatformThread);
            TaskScope.JOIN.invoke(scope);
        });
        Thread owner = Spawn.platform("kept", ends.counted(job));
        owner.start();
        ends.onOver(() -> owner.interrupt());
    }

    private static String childOfAPlatformThread() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }

    /** The scope's child can be woken. */
    private void liveScope() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        ends.onOver(() -> queue.put(1));
        Callable<String> child = childOfALiveScope(queue);
        ends.start(() -> TaskScope.in(scope -> {
            TaskScope.FORK.invoke(scope, child);
            TaskScope.JOIN.invoke(scope);
        }));
    }

    private static Callable<String> childOfALiveScope(LinkedBlockingQueue<Integer> queue) {
        return () -> "" + queue.take();
    }

    /** A platform thread that nothing can wake still keeps what it holds alive. */
    private void leakedPlatformThread() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Ends.platform("leaked-holder", () -> {
            try {
                new SynchronousQueue<Integer>().take();
            } finally {
                queue.put(1);
            }
        });
        ends.start(() -> queue.take());
        ends.lettingGo(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("leaked-holder"))
                .forEach(Thread::interrupt));
    }

    private void platformThread() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Spawn.platform("kept", ends.counted(() -> queue.take())).start();
        ends.onOver(() -> queue.put(1));
    }

    private void timed() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Thread thread = ends.start(() -> queue.poll(1, TimeUnit.HOURS));
        ends.onOver(() -> thread.interrupt());
    }

    /** Waits while it holds a monitor: pinned on 21, unmounted on 25. */
    private void monitor() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Object lock = new Object();
        ends.start(() -> {
            synchronized (lock) {
                queue.take();
            }
        });
        ends.onOver(() -> queue.put(1));
    }

    @SuppressWarnings({"WaitNotInLoop", "NakedNotify"}) // the wait under test
    private void objectWait() {
        Object lock = new Object();
        ends.start(() -> {
            synchronized (lock) {
                lock.wait();
            }
        });
        ends.onOver(() -> {
            synchronized (lock) {
                lock.notifyAll();
            }
        });
    }

    @SuppressWarnings("EmptySynchronizedBlock") // the wait under test
    private void blocked() {
        Object lock = new Object();
        CountDownLatch has = new CountDownLatch(1);
        Ends.platform("holder", () -> {
            synchronized (lock) {
                has.countDown();
                ends.await();
            }
        });
        ends.start(() -> {
            has.await();
            synchronized (lock) {
            }
        });
    }

    /**
     * Blocks at a monitor whose owner is leaked. To the JVM a thread that waits for a monitor is never garbage. It is
     * never released.
     */
    @SuppressWarnings("EmptySynchronizedBlock") // the wait under test
    static void behindALeakedOwner(Object lock, CountDownLatch has) {
        Job job = () -> {
            has.await();
            synchronized (lock) {
            }
        };
        Spawn.virtual("kept", job.body()).start();
    }

    private void socketRead() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket mine = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket other = server.accept();
            HELD.add(other);
            ends.start(() -> mine.getInputStream().read());
            ends.lettingGo(() -> other.getOutputStream().write(1));
        }
    }
}
