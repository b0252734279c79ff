// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.states;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Threads that wait at queues, barriers and the monitors of classes. Each method is one finding. */
final class Channels {
    private Channels() {}

    public static void main(String[] args) throws Exception {
        BlockingQueue<Object> full = full(new LinkedBlockingQueue<>(1));
        start(() -> putsLinked(full));
        start(() -> putsLinked(full));
        BlockingQueue<Object> empty = new LinkedBlockingQueue<>();
        start(() -> takesLinked(empty));
        BlockingQueue<Object> array = full(new ArrayBlockingQueue<>(1));
        start(() -> putsArray(array));
        BlockingQueue<Object> deque = new LinkedBlockingDeque<>();
        start(() -> takesDeque(deque));
        BlockingQueue<Object> priority = new PriorityBlockingQueue<>();
        start(() -> takesPriority(priority));
        DelayQueue<?> delay = new DelayQueue<>();
        start(() -> takesDelay(delay));
        start(() -> takesDelay(delay));
        SynchronousQueue<Object> hand = new SynchronousQueue<>();
        start(() -> hands(hand));
        start(() -> hands(hand));
        SynchronousQueue<Object> fair = new SynchronousQueue<>(true);
        start(() -> receivesFair(fair));
        LinkedTransferQueue<Object> transfer = new LinkedTransferQueue<>();
        transfer.put("an item that nobody waits with");
        start(() -> transfers(transfer));
        CyclicBarrier barrier = new CyclicBarrier(3);
        start(() -> arrives(barrier));
        start(() -> arrives(barrier));
        Phaser phaser = new Phaser(3);
        start(() -> phases(phaser));
        start(() -> phases(phaser));
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        start(() -> awaits(lock, condition));
        start(() -> awaits(lock, condition));
        for (int i = 0; i < 2; i++) {
            BlockingQueue<Object> one = full(new LinkedBlockingQueue<>(1));
            start(() -> putsIntoOneOfTwo(one));
        }
        classes();
        new Scene().play();
    }

    private static void classes() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        start(() -> Registry.keep(held));
        held.await();
        start(Registry::enters);
        start(Registry::enters);
        start(() -> notified(Bell.class));
        CountDownLatch both = new CountDownLatch(2);
        start(() -> crosses(Debit.class, Credit.class, both));
        start(() -> crosses(Credit.class, Debit.class, both));
    }

    static final class Registry {
        private Registry() {}

        static synchronized void keep(CountDownLatch held) throws InterruptedException {
            held.countDown();
            TimeUnit.DAYS.sleep(1);
        }

        static synchronized void enters() {}
    }

    static final class Bell {}

    static final class Debit {}

    static final class Credit {}

    private static void start(Job job) {
        Spawn.unstarted("scene", job.body()).start();
    }

    private static <Q extends BlockingQueue<Object>> Q full(Q queue) {
        queue.add("the only item");
        return queue;
    }

    private static void putsLinked(BlockingQueue<Object> queue) throws InterruptedException {
        queue.put("more");
    }

    private static void takesLinked(BlockingQueue<Object> queue) throws InterruptedException {
        queue.take();
    }

    private static void putsArray(BlockingQueue<Object> queue) throws InterruptedException {
        queue.put("more");
    }

    private static void takesDeque(BlockingQueue<Object> queue) throws InterruptedException {
        queue.take();
    }

    private static void takesPriority(BlockingQueue<Object> queue) throws InterruptedException {
        queue.take();
    }

    private static void takesDelay(BlockingQueue<?> queue) throws InterruptedException {
        queue.take();
    }

    private static void hands(SynchronousQueue<Object> queue) throws InterruptedException {
        queue.put("more");
    }

    private static void receivesFair(SynchronousQueue<Object> queue) throws InterruptedException {
        queue.take();
    }

    private static void transfers(LinkedTransferQueue<Object> queue) throws InterruptedException {
        queue.transfer("more");
    }

    private static void arrives(CyclicBarrier barrier) throws Exception {
        barrier.await();
    }

    private static void phases(Phaser phaser) {
        phaser.arriveAndAwaitAdvance();
    }

    private static void awaits(ReentrantLock lock, Condition condition) throws InterruptedException {
        lock.lock();
        try {
            while (lock.isLocked()) {
                condition.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void putsIntoOneOfTwo(BlockingQueue<Object> queue) throws InterruptedException {
        queue.put("more");
    }

    private static void notified(Class<?> monitor) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait();
        }
    }

    private static void crosses(Class<?> first, Class<?> second, CountDownLatch both) throws InterruptedException {
        synchronized (first) {
            both.countDown();
            both.await();
            synchronized (second) {
                second.notifyAll();
            }
        }
    }
}
