// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;

/** Real virtual threads that wait, held only by the JDK's set and by the objects that they wait on. */
final class Waiting {
    /** The only wait of a tried thread is this number plus the thread's id. */
    static final long WAIT = 1_000;

    final JdkTracking tracking = new JdkTracking();
    private final Set<Long> suspects = new HashSet<>();

    void release() {
        each((thread, id, blocker, wait) -> thread.interrupt());
    }

    /** Starts a thread that takes from the queue, and returns its id. */
    long waits(SynchronousQueue<Integer> queue) throws Exception {
        return starts(() -> queue.take());
    }

    interface Body {
        void run() throws InterruptedException;
    }

    /** Starts a thread, and returns its id once it waits. */
    long starts(Body body) throws Exception {
        Runnable task = () -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Thread thread;
        try {
            thread = (Thread) MethodHandles.lookup()
                    .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class))
                    .invokeExact(task);
        } catch (Throwable t) {
            throw new IllegalStateException("this test runs on 21 and later", t);
        }
        suspects.add(thread.getId());
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread.getId();
    }

    /** Visits the threads that wait. */
    void each(Suspects.Visitor visitor) {
        for (Thread thread : tracking.direct) {
            if (suspects.contains(thread.getId()) && thread.getState() == Thread.State.WAITING) {
                visitor.visit(
                        thread,
                        thread.getId(),
                        System.identityHashCode(LockSupport.getBlocker(thread)),
                        thread.getId() + WAIT);
            }
        }
    }

    /** The JDK's set itself. */
    static final class JdkTracking implements Tracking {
        private final Set<Thread> direct = direct();

        @SuppressWarnings("unchecked")
        private static Set<Thread> direct() {
            try {
                Class<?> root = Class.forName("jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer");
                return (Set<Thread>) MethodHandles.privateLookupIn(root, MethodHandles.lookup())
                        .findStaticVarHandle(root, "VTHREADS", Set.class)
                        .get();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean seesDirect() {
            return true;
        }

        @Override
        public boolean takeOut(Thread thread) {
            return direct.remove(thread);
        }

        @Override
        public void putBack(Thread thread) {
            direct.add(thread);
            if (thread.getState() == Thread.State.TERMINATED) {
                direct.remove(thread);
            }
        }

        boolean contains(long id) {
            return direct.stream().anyMatch(thread -> thread.getId() == id);
        }
    }
}
