// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Threads that are woken exactly while they are not in the JDK's set, one of each kind at a time. */
final class Woken {
    private static final int EACH = 24;

    /** The number of threads that a finalizer wakes. */
    static final int FINALIZED = 8;

    /** The number of all threads. */
    static final int THREADS = 4 * EACH + FINALIZED;

    private static final long PAUSE_NANOS = 20_000;

    private final Set<Thread> listed = ListedThreads.all();
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Waker> wakers = new ArrayList<>();
    private final AtomicInteger finalized = new AtomicInteger();
    private volatile boolean isOver;

    /** Threads that wait in one way, how one of them is woken, and whether it then ends. */
    private static final class Kind {
        private final List<Thread> waiting = new ArrayList<>();
        private final List<Job> waking = new ArrayList<>();
        private final boolean ends;
        private int woken;

        Kind(boolean ends) {
            this.ends = ends;
        }

        void add(String name, Job wait, java.util.function.Function<Thread, Job> wake) {
            Thread thread = Spawn.virtual(name, wait.body());
            waiting.add(thread);
            waking.add(wake.apply(thread));
            thread.start();
        }
    }

    void all() {
        unparked();
        interrupted();
        given();
        anew();
        finalized();
        Ends.platform("waker", this::wakeWhoIsOut);
    }

    private void unparked() {
        Kind kind = kind(true);
        for (int i = 0; i < EACH; i++) {
            boolean[] go = new boolean[1];
            kind.add(
                    "woken",
                    () -> {
                        while (!go[0]) {
                            LockSupport.park();
                        }
                    },
                    thread -> () -> {
                        go[0] = true;
                        LockSupport.unpark(thread);
                    });
        }
    }

    private void interrupted() {
        Kind kind = kind(true);
        for (int i = 0; i < EACH; i++) {
            LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            kind.add("woken", () -> queue.take(), thread -> thread::interrupt);
        }
    }

    private void given() {
        Kind kind = kind(true);
        for (int i = 0; i < EACH; i++) {
            LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            kind.add("woken", () -> queue.take(), thread -> () -> queue.put(1));
        }
    }

    /** Goes on when it is woken, and waits for something else. */
    private void anew() {
        Kind kind = kind(false);
        for (int i = 0; i < EACH; i++) {
            LinkedBlockingQueue<Integer> first = new LinkedBlockingQueue<>();
            LinkedBlockingQueue<Integer> second = new LinkedBlockingQueue<>();
            kind.add("woken", () -> second.put(first.take() + second.take()), thread -> () -> first.put(1));
        }
    }

    /** After {@link #drop}, only an object with a finalizer holds what they wait on. */
    private void finalized() {
        for (int i = 0; i < FINALIZED; i++) {
            LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            wakers.add(new Waker(queue));
            Job wait = () -> finalized.addAndGet(queue.take());
            Spawn.virtual("woken", wait.body()).start();
        }
    }

    private static final class Waker {
        private final LinkedBlockingQueue<Integer> queue;

        Waker(LinkedBlockingQueue<Integer> queue) {
            this.queue = queue;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize"}) // programs still do this
        protected void finalize() {
            queue.add(1);
        }
    }

    /** Drops the objects with finalizers. */
    void drop() {
        wakers.clear();
    }

    private Kind kind(boolean ends) {
        Kind kind = new Kind(ends);
        kinds.add(kind);
        return kind;
    }

    private void wakeWhoIsOut() throws Exception {
        while (!isOver) {
            LockSupport.parkNanos(PAUSE_NANOS);
            for (Kind kind : kinds) {
                synchronized (kind) {
                    if (kind.woken < EACH && !listed.contains(kind.waiting.get(kind.woken))) {
                        kind.waking.get(kind.woken++).work();
                    }
                }
            }
        }
    }

    /**
     * Prints how many of each kind were woken while they were unlisted, how many of these are not in the right state
     * now, and how many finalizers have woken.
     */
    void tell() throws InterruptedException {
        while (finalized.get() < FINALIZED) {
            Thread.sleep(1);
        }
        StringBuilder told = new StringBuilder("woken");
        int lost = 0;
        for (Kind kind : kinds) {
            synchronized (kind) {
                told.append(' ').append(kind.woken);
                for (int i = 0; i < EACH; i++) {
                    Thread thread = kind.waiting.get(i);
                    boolean ended = kind.ends && i < kind.woken;
                    if (ended) {
                        thread.join(TimeUnit.SECONDS.toMillis(10));
                    }
                    lost += thread.isAlive() == ended || listed.contains(thread) == ended ? 1 : 0;
                }
            }
        }
        System.out.println(told + ", lost " + lost + ", finalized " + finalized);
    }

    void letGo() throws Exception {
        isOver = true;
        for (Kind kind : kinds) {
            synchronized (kind) {
                for (; kind.woken < EACH; kind.woken++) {
                    kind.waking.get(kind.woken).work();
                }
            }
            if (!kind.ends) {
                kind.waiting.forEach(Thread::interrupt);
            }
        }
    }
}
