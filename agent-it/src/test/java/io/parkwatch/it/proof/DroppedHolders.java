// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import io.parkwatch.it.run.TaskScope;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaks held by an object that is itself unreachable: a scope, an executor, a value bound to the thread. The method
 * names it.
 */
final class DroppedHolders {
    private static final InheritableThreadLocal<BlockingQueue<Integer>> INHERITED = new InheritableThreadLocal<>();

    private final Bound bound = new Bound();
    private final List<ExecutorService> executors = new ArrayList<>();
    private int number;

    /** Returns the number of all threads. */
    static int threads(int release, boolean natives) {
        int all = 8;
        return all + (pins(release) ? 0 : 1) + (natives ? 1 : 0);
    }

    /** Reports whether a thread that parks in a monitor keeps its carrier, which is never garbage. */
    static boolean pins(int release) {
        return release < 24;
    }

    private Thread dropped(Job job) {
        return Spawn.virtual("dropped-holder-" + number++, job.body());
    }

    void all() throws Exception {
        inheritedLocal();
        boundValue();
        TaskScope.in(scope -> {
            // Loads the classes that the first user would load: HotSpot would hold that thread.
            TaskScope.FORK.invoke(scope, (Callable<String>) () -> "");
            TaskScope.JOIN.invoke(scope);
        });
        scope();
        poolWorker();
        executor();
        taskOfAnExecutor();
        if (!pins(Runtime.version().feature())) {
            monitorOwner();
        }
        if (Natives.ARE_THERE) {
            nativeWeak();
        }
    }

    /** Inherits a value from its starter, which has dropped it. */
    private void inheritedLocal() {
        INHERITED.set(new LinkedBlockingQueue<>());
        dropped(() -> INHERITED.get().take()).start();
        INHERITED.remove();
    }

    private void boundValue() {
        Thread thread = dropped(
                () -> bound.run(new LinkedBlockingQueue<>(), () -> bound.queue().take()));
        thread.start();
    }

    /** The owner waits for its child, which is stuck. */
    private void scope() {
        Thread owner = dropped(() -> TaskScope.in(scope -> {
            TaskScope.FORK.invoke(scope, (Callable<String>) DroppedHolders::subtask);
            TaskScope.JOIN.invoke(scope);
        }));
        owner.start();
    }

    private static String subtask() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }

    private void poolWorker() {
        ExecutorService pool = Executors.newCachedThreadPool(task -> Spawn.virtual("", task));
        executors.add(pool);
        pool.execute(((Job) () -> new SynchronousQueue<Integer>().put(1)).body());
    }

    private void executor() {
        ExecutorService executor = Spawn.perTask();
        executors.add(executor);
        executor.execute(((Job) () -> new SynchronousQueue<Integer>().put(1)).body());
    }

    /** One task waits for the result of the other. */
    private void taskOfAnExecutor() {
        ExecutorService executor = Spawn.perTask();
        executors.add(executor);
        Future<?> never = executor.submit(((Job) () -> new SynchronousQueue<Integer>().put(1)).body());
        executor.execute(((Job) () -> never.get()).body());
    }

    /** Drops all executors. From here on, the program's next collection would reclaim their threads. */
    void drop() {
        executors.clear();
    }

    /** The thread that waits for the monitor cannot be proved, but its owner can. */
    private void monitorOwner() {
        Object lock = new Object();
        CountDownLatch has = new CountDownLatch(1);
        Thread owner = dropped(() -> {
            synchronized (lock) {
                has.countDown();
                LockSupport.park();
            }
        });
        owner.start();
        KeptByThreads.behindALeakedOwner(lock, has);
    }

    /** Native code could still reach the object, but the JVM treats it as unreachable. This is a documented gap. */
    private void nativeWeak() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Natives.holdWeakly(queue);
        dropped(() -> queue.take()).start();
    }

    /** A {@code ScopedValue}, which is a preview feature of 21. */
    private static final class Bound {
        private final Object value;
        private final MethodHandle where;
        private final MethodHandle run;
        private final MethodHandle get;

        Bound() {
            try {
                Class<?> type = Class.forName("java.lang.ScopedValue");
                Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                value = type.getMethod("newInstance").invoke(null);
                where = lookup.findStatic(type, "where", MethodType.methodType(carrier, type, Object.class));
                run = lookup.findVirtual(carrier, "run", MethodType.methodType(void.class, Runnable.class));
                get = lookup.findVirtual(type, "get", MethodType.methodType(Object.class));
                run(new LinkedBlockingQueue<>(), () -> queue()); // loads the classes that it needs
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("scoped values need Java 21", e);
            }
        }

        void run(BlockingQueue<Integer> queue, Job job) {
            try {
                run.invoke(where.invoke(value, queue), job.body());
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @SuppressWarnings("unchecked")
        BlockingQueue<Integer> queue() {
            try {
                return (BlockingQueue<Integer>) get.invoke(value);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
