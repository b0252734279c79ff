// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that are woken once they are no longer in the JDK's set, or a while later. One ends at once, one runs on
 * first, one waits again, one is interrupted, and one is dropped and woken by its finalizer. A new thread replaces
 * each. Beside them are unreachable leaked threads, all parked on one blocker, so that they are tried together. The
 * program collects garbage all the time.
 */
final class Trials {
    /** The number of leaked threads. */
    static final int LEAKED = 100;

    private static final int KINDS = 5;
    private static final int LATEST_MILLIS = 1_500;
    private static final Object BLOCKER = new Object();

    private final Set<Thread> listed = ListedThreads.all();
    private final AtomicInteger ended = new AtomicInteger();
    private final Random random = new Random(1);
    private final Holder[] live;
    private final int most;
    private int started;
    private int woken;

    @SuppressWarnings("UnusedVariable") // written so that the garbage is really made
    private volatile Object garbage = "";

    private Trials(int together, int most) {
        this.live = new Holder[together];
        this.most = most;
    }

    /**
     * Obeys the test.
     *
     * @param args the number of threads that wait at a time, and of all that are woken
     */
    public static void main(String[] args) throws Exception {
        Trials program = new Trials(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        for (int i = 0; i < LEAKED; i++) {
            Spawn.virtual("leaked", Trials::leaked).start();
        }
        for (int i = 0; i < program.live.length; i++) {
            program.live[i] = program.next();
        }
        Ends.platform("waker", program::wakeAll);
        Ends.platform("collector", program::collect);
        new Scene().play();
    }

    /** A thread that can be woken, and will be. */
    private static final class Live {
        private final Thread thread;
        private final int kind;
        private final int waits;
        private final AtomicInteger times = new AtomicInteger();

        Live(int kind, AtomicInteger ended) {
            this.kind = kind;
            this.waits = kind == 2 ? 2 : 1;
            this.thread = Spawn.virtual("live", () -> {
                live();
                ended.incrementAndGet();
            });
        }

        private void live() {
            for (int i = 0; i < waits; i++) {
                while (times.get() <= i && !Thread.currentThread().isInterrupted()) {
                    LockSupport.park(BLOCKER);
                }
            }
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(kind == 1 ? 2 : 0);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }

        /** Wakes it, and reports whether it then runs to its end. */
        boolean wake() {
            int woken = times.incrementAndGet();
            if (kind == 3) {
                thread.interrupt();
            } else {
                LockSupport.unpark(thread);
            }
            return woken >= waits;
        }
    }

    /** The only reference to a live thread. */
    private static class Holder {
        final Live live;
        private long wakeAt;

        Holder(Live live) {
            this.live = live;
        }

        /** Wakes the thread, and reports whether it is replaced by a new one. */
        boolean letGo() {
            wakeAt = 0;
            return live.wake();
        }
    }

    /** The only reference to a thread that its finalizer wakes. */
    private static final class GivenUp extends Holder {
        GivenUp(Live live) {
            super(live);
        }

        /** Reports that this holder is dropped now. */
        @Override
        boolean letGo() {
            return true;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize"}) // programs still do this
        protected void finalize() {
            live.wake();
        }
    }

    private static void leaked() {
        while (true) {
            LockSupport.park(BLOCKER);
        }
    }

    private Holder next() {
        Live next = new Live(started++ % KINDS, ended);
        next.thread.start();
        return next.kind == 4 ? new GivenUp(next) : new Holder(next);
    }

    /** Wakes all threads in the end, and prints how many were woken while they were unlisted. */
    private void wakeAll() throws InterruptedException {
        while (woken < most) {
            for (int i = 0; i < live.length; i++) {
                if (isDue(live[i])) {
                    woken++;
                    live[i] = live[i].letGo() ? next() : live[i];
                }
            }
            Thread.sleep(2);
        }
        for (int i = 0; i < live.length; i++) {
            while (!live[i].live.wake()) {}
        }
        while (ended.get() < started) {
            Thread.sleep(10);
        }
        System.out.println("woken " + woken + ", ended " + ended);
    }

    /**
     * Reports whether to wake it: some as soon as they are seen unlisted, some while the collector decides about them.
     */
    private boolean isDue(Holder one) {
        if (listed.contains(one.live.thread)) {
            one.wakeAt = 0;
            return false;
        }
        long now = System.nanoTime();
        if (one.wakeAt == 0) {
            one.wakeAt = now + TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_MILLIS));
        }
        return now >= one.wakeAt;
    }

    private void collect() throws InterruptedException {
        while (true) {
            for (int i = 0; i < 200; i++) {
                garbage = new byte[65_536];
                Thread.sleep(1);
            }
            System.gc();
        }
    }
}
