// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import java.lang.reflect.Method;
import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Starts every kind of wait in platform and virtual threads, and prints each stack on one line in the format of
 * {@code stacks-N.txt}. This is not a test: run its main method on the JDK whose stacks are needed, with
 * {@code -Djdk.virtualThreadScheduler.parallelism=32} since some waits pin their carriers on 21, and save the output
 * beside the other files.
 */
@SuppressWarnings({"FutureReturnValueIgnored", "WaitNotInLoop", "UnusedVariable"}) // every wait here must last
public final class StacksRecorder {
    private static final long LONG = 1_000_000;
    private final Map<String, Wait> waits = new LinkedHashMap<>();

    private interface Wait {
        void begin() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        StacksRecorder recorder = new StacksRecorder();
        recorder.queues();
        recorder.locks();
        recorder.waiters();
        recorder.own();
        for (Map.Entry<String, Wait> wait : recorder.waits.entrySet()) {
            recorder.record(wait.getKey(), "platform", wait.getValue());
            if (Runtime.version().feature() >= 21) {
                recorder.record(wait.getKey(), "virtual", wait.getValue());
            }
        }
        System.exit(0);
    }

    private void queues() throws Exception {
        SynchronousQueue<Object> rendezvous = new SynchronousQueue<>();
        SynchronousQueue<Object> fair = new SynchronousQueue<>(true);
        waits.put("SynchronousQueue.put", () -> rendezvous.put(1));
        waits.put("SynchronousQueue.put fair", () -> fair.put(1));
        waits.put("SynchronousQueue.offer", () -> new SynchronousQueue<>().offer(1, LONG, TimeUnit.SECONDS));
        waits.put("SynchronousQueue.take", () -> new SynchronousQueue<>().take());
        waits.put("SynchronousQueue.take fair", () -> new SynchronousQueue<>(true).take());
        waits.put("SynchronousQueue.poll", () -> new SynchronousQueue<>().poll(LONG, TimeUnit.SECONDS));
        BlockingQueue<Object> array = full(new ArrayBlockingQueue<>(1));
        waits.put("ArrayBlockingQueue.put", () -> array.put(1));
        waits.put("ArrayBlockingQueue.offer", () -> array.offer(1, LONG, TimeUnit.SECONDS));
        waits.put("ArrayBlockingQueue.take", () -> new ArrayBlockingQueue<>(1).take());
        waits.put("ArrayBlockingQueue.poll", () -> new ArrayBlockingQueue<>(1).poll(LONG, TimeUnit.SECONDS));
        BlockingQueue<Object> linked = full(new LinkedBlockingQueue<>(1));
        waits.put("LinkedBlockingQueue.put", () -> linked.put(1));
        waits.put("LinkedBlockingQueue.offer", () -> linked.offer(1, LONG, TimeUnit.SECONDS));
        waits.put("LinkedBlockingQueue.take", () -> new LinkedBlockingQueue<>().take());
        waits.put("LinkedBlockingQueue.poll", () -> new LinkedBlockingQueue<>().poll(LONG, TimeUnit.SECONDS));
        LinkedBlockingDeque<Object> deque = full(new LinkedBlockingDeque<>(1));
        waits.put("LinkedBlockingDeque.put", () -> deque.put(1));
        waits.put("LinkedBlockingDeque.putFirst", () -> deque.putFirst(1));
        waits.put("LinkedBlockingDeque.offerLast", () -> deque.offerLast(1, LONG, TimeUnit.SECONDS));
        waits.put("LinkedBlockingDeque.take", () -> new LinkedBlockingDeque<>().take());
        waits.put("LinkedBlockingDeque.takeLast", () -> new LinkedBlockingDeque<>().takeLast());
        waits.put("LinkedBlockingDeque.pollFirst", () -> new LinkedBlockingDeque<>().pollFirst(LONG, TimeUnit.SECONDS));
        waits.put("PriorityBlockingQueue.take", () -> new PriorityBlockingQueue<>().take());
        waits.put("PriorityBlockingQueue.poll", () -> new PriorityBlockingQueue<>().poll(LONG, TimeUnit.SECONDS));
        waits.put("DelayQueue.take", () -> new DelayQueue<>().take());
        DelayQueue<Delayed> later = new DelayQueue<>();
        later.add(new Later());
        waits.put("DelayQueue.take with an item that is not due", later::take);
        waits.put("LinkedTransferQueue.transfer", () -> new LinkedTransferQueue<>().transfer(1));
        waits.put(
                "LinkedTransferQueue.tryTransfer",
                () -> new LinkedTransferQueue<>().tryTransfer(1, LONG, TimeUnit.SECONDS));
        waits.put("LinkedTransferQueue.take", () -> new LinkedTransferQueue<>().take());
        waits.put("LinkedTransferQueue.poll", () -> new LinkedTransferQueue<>().poll(LONG, TimeUnit.SECONDS));
        waits.put("Exchanger.exchange", () -> new Exchanger<>().exchange(1));
        waits.put("Exchanger.exchange timed", () -> new Exchanger<>().exchange(1, LONG, TimeUnit.SECONDS));
        waits.put("ExecutorCompletionService.take", () -> new ExecutorCompletionService<>(Runnable::run).take());
        // The lock of a queue itself: its comparator does not return.
        CountDownLatch inside = new CountDownLatch(1);
        PriorityBlockingQueue<Object> held = new PriorityBlockingQueue<>(2, comparator(inside));
        held.add(1);
        daemon(() -> held.add(2));
        inside.await();
        waits.put("PriorityBlockingQueue.put into its lock", () -> held.put(3));
    }

    private void locks() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        ReentrantLock fair = new ReentrantLock(true);
        ReentrantLock sub = new SubLock();
        ReentrantReadWriteLock both = new ReentrantReadWriteLock();
        StampedLock stamped = new StampedLock();
        CountDownLatch taken = new CountDownLatch(1);
        daemon(() -> {
            lock.lock();
            fair.lock();
            sub.lock();
            both.writeLock().lock();
            long unused = stamped.writeLock();
            taken.countDown();
            forever();
        });
        taken.await();
        waits.put("ReentrantLock.lock", lock::lock);
        waits.put("ReentrantLock.lock fair", fair::lock);
        waits.put("ReentrantLock.lock of a subclass", sub::lock);
        waits.put("ReentrantLock.lockInterruptibly", lock::lockInterruptibly);
        waits.put("ReentrantLock.tryLock", () -> lock.tryLock(LONG, TimeUnit.SECONDS));
        waits.put("ReentrantReadWriteLock.lock to read", () -> both.readLock().lock());
        waits.put("ReentrantReadWriteLock.lock to write", () -> both.writeLock().lock());
        waits.put("StampedLock.readLock", stamped::readLock);
        waits.put("StampedLock.writeLock", stamped::writeLock);
        waits.put("StampedLock.tryWriteLock", () -> stamped.tryWriteLock(LONG, TimeUnit.SECONDS));
        waits.put("StampedLock.lock of its view", () -> stamped.asReadLock().lock());
        Semaphore none = new Semaphore(0);
        waits.put("Semaphore.acquire", none::acquire);
        waits.put("Semaphore.acquire of two", () -> none.acquire(2));
        waits.put("Semaphore.acquireUninterruptibly", none::acquireUninterruptibly);
        waits.put("Semaphore.tryAcquire", () -> none.tryAcquire(LONG, TimeUnit.SECONDS));
    }

    private void waiters() throws Exception {
        waits.put("Condition.await", () -> locked(Condition::await));
        waits.put("Condition.awaitNanos", () -> locked(c -> c.awaitNanos(Long.MAX_VALUE)));
        waits.put("Condition.awaitUninterruptibly", () -> locked(Condition::awaitUninterruptibly));
        waits.put("CountDownLatch.await", () -> new CountDownLatch(1).await());
        waits.put("CountDownLatch.await timed", () -> new CountDownLatch(1).await(LONG, TimeUnit.SECONDS));
        waits.put("CyclicBarrier.await", () -> new CyclicBarrier(2).await());
        waits.put("Phaser.arriveAndAwaitAdvance", () -> new Phaser(2).arriveAndAwaitAdvance());
        waits.put("Phaser.awaitAdvance", () -> new Phaser(1).awaitAdvance(0));
        waits.put("CompletableFuture.get", () -> new CompletableFuture<>().get());
        waits.put("CompletableFuture.get timed", () -> new CompletableFuture<>().get(LONG, TimeUnit.SECONDS));
        waits.put("CompletableFuture.join", () -> new CompletableFuture<>().join());
        waits.put("FutureTask.get", () -> new FutureTask<>(() -> 1).get());
        waits.put(
                "FutureTask.get of a pool",
                () -> pool().submit(StacksRecorder::forever).get());
        waits.put("ExecutorService.invokeAll", () -> pool().invokeAll(List.of(task())));
        waits.put("ExecutorService.awaitTermination", () -> pool().awaitTermination(LONG, TimeUnit.SECONDS));
        waits.put(
                "ForkJoinTask.get",
                () -> new ForkJoinPool(1).submit(StacksRecorder::forever).get());
        waits.put(
                "ForkJoinTask.join",
                () -> new ForkJoinPool(1).submit(StacksRecorder::forever).join());
        waits.put("ForkJoinPool.awaitTermination", () -> new ForkJoinPool(1).awaitTermination(LONG, TimeUnit.SECONDS));
        waits.put("Thread.join", () -> daemon(StacksRecorder::forever).join());
        if (Runtime.version().feature() >= 21) {
            waits.put(
                    "Thread.join of a virtual thread",
                    () -> virtual(StacksRecorder::forever).join());
            waits.put(
                    "Future.get of one thread a task",
                    () -> perTask().submit(StacksRecorder::forever).get());
            waits.put("ExecutorService.close of one thread a task", () -> {
                ExecutorService service = perTask();
                service.submit(StacksRecorder::forever);
                close(service);
            });
            waits.put("ExecutorService.close of a pool", () -> {
                ExecutorService service = pool();
                service.submit(StacksRecorder::forever);
                close(service);
            });
        }
        waits.put(
                "Process.waitFor",
                () -> new ProcessBuilder("sleep", "20").start().waitFor());
        waits.put("LockSupport.park", LockSupport::park);
        waits.put("LockSupport.park by a blocker", () -> LockSupport.park("blocker"));
        waits.put("LockSupport.parkNanos", () -> LockSupport.parkNanos(Long.MAX_VALUE));
        waits.put("sleep", () -> Thread.sleep(Long.MAX_VALUE / 1_000_000));
        waits.put("TimeUnit.sleep", () -> TimeUnit.DAYS.sleep(1));
        Object monitor = new Object();
        waits.put("Object.wait", () -> {
            synchronized (monitor) {
                monitor.wait();
            }
        });
        Object other = new Object();
        CountDownLatch held = new CountDownLatch(1);
        daemon(() -> {
            synchronized (other) {
                held.countDown();
                forever();
            }
        });
        held.await();
        waits.put("monitor", () -> {
            synchronized (other) {
                other.notifyAll();
            }
        });
    }

    private void own() {
        waits.put("own queue around a condition", () -> new OverCondition().take());
        waits.put("own queue around a semaphore", () -> new OverSemaphore().put(1));
        waits.put("own queue that delegates", () -> new Delegating().take());
        waits.put("own queue that extends", () -> new Extending().take());
    }

    private void record(String name, String kind, Wait wait) throws Exception {
        Runnable task = () -> {
            try {
                wait.begin();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        Thread thread = kind.equals("virtual") ? virtual(task) : daemon(task);
        StackTraceElement[] frames = thread.getStackTrace();
        for (int still = 0; still < 5; ) {
            Thread.sleep(10);
            StackTraceElement[] now = thread.getStackTrace();
            boolean waits = thread.getState() != Thread.State.RUNNABLE && now.length > 0;
            still = waits && List.of(now).equals(List.of(frames)) ? still + 1 : 0;
            frames = now;
        }
        StringBuilder line = new StringBuilder(name).append(" | ").append(kind).append(" | ");
        for (int i = 0; i < frames.length; i++) {
            line.append(i == 0 ? "" : " < ").append(frame(frames[i]));
        }
        System.out.println(line);
    }

    private static String frame(StackTraceElement e) throws ClassNotFoundException {
        String name = e.getClassName();
        // Hidden classes can't be found by name.
        boolean queue = name.indexOf('/') < 0
                && BlockingQueue.class.isAssignableFrom(Class.forName(name, false, ClassLoader.getSystemClassLoader()));
        String shown =
                name.replace("java.util.concurrent.", "juc.").replace(StacksRecorder.class.getName(), "com.acme.Waits");
        return (queue ? "*" : "") + shown + '.' + e.getMethodName();
    }

    private interface WithCondition {
        void begin(Condition condition) throws Exception;
    }

    @SuppressWarnings("LockNotBeforeTry")
    private static void locked(WithCondition wait) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        wait.begin(lock.newCondition());
        lock.unlock();
    }

    private static <Q extends BlockingQueue<Object>> Q full(Q queue) {
        queue.add(0);
        return queue;
    }

    private static void forever() {
        while (true) {
            LockSupport.park();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Thread virtual(Runnable task) throws Exception {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        return (Thread) start.invoke(null, task);
    }

    private static ExecutorService pool() {
        return Executors.newFixedThreadPool(1);
    }

    private static Callable<Object> task() {
        return () -> {
            forever();
            return 1;
        };
    }

    private static ExecutorService perTask() throws Exception {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static void close(ExecutorService service) throws Exception {
        ((AutoCloseable) (Object) service).close();
    }

    private static Comparator<Object> comparator(CountDownLatch inside) {
        return (a, b) -> {
            inside.countDown();
            forever();
            return 0;
        };
    }

    private static final class Later implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(1, TimeUnit.DAYS);
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    private static final class SubLock extends ReentrantLock {
        private static final long serialVersionUID = 1;

        @Override
        public void lock() {
            super.lock();
        }
    }

    private static final class Extending extends LinkedBlockingQueue<Object> {
        private static final long serialVersionUID = 1;

        @Override
        public Object take() throws InterruptedException {
            return super.take();
        }
    }

    /** A queue class of the program. Methods that are not overridden are never called. */
    private abstract static class Own extends AbstractQueue<Object> implements BlockingQueue<Object> {
        final Deque<Object> items = new ArrayDeque<>();

        @Override
        public void put(Object item) throws InterruptedException {}

        @Override
        public Object take() throws InterruptedException {
            return 1;
        }

        @Override
        public boolean offer(Object item) {
            return false;
        }

        @Override
        public boolean offer(Object item, long timeout, TimeUnit unit) {
            return false;
        }

        @Override
        public Object poll(long timeout, TimeUnit unit) {
            return 1;
        }

        @Override
        public Object poll() {
            return 1;
        }

        @Override
        public Object peek() {
            return 1;
        }

        @Override
        public int remainingCapacity() {
            return 0;
        }

        @Override
        public int drainTo(Collection<? super Object> to) {
            return 0;
        }

        @Override
        public int drainTo(Collection<? super Object> to, int most) {
            return 0;
        }

        @Override
        public Iterator<Object> iterator() {
            return items.iterator();
        }

        @Override
        public int size() {
            return items.size();
        }
    }

    private static final class OverCondition extends Own {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition some = lock.newCondition();

        @Override
        public Object take() throws InterruptedException {
            lock.lock();
            try {
                while (items.isEmpty()) {
                    some.await();
                }
                return items.remove();
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class OverSemaphore extends Own {
        private final Semaphore room = new Semaphore(0);

        @Override
        public void put(Object item) throws InterruptedException {
            room.acquire();
            items.add(item);
        }
    }

    private static final class Delegating extends Own {
        private final BlockingQueue<Object> inner = new LinkedBlockingQueue<>();

        @Override
        public Object take() throws InterruptedException {
            return inner.take();
        }
    }
}
