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
 * Threads that are woken as soon as they are out of the JDK's set, or a while later: one ends at once, one runs on
 * first, one waits anew, one is interrupted, one is given up, and a finalizer wakes it. A new one comes in the place of
 * each. Beside them leaked ones, which nobody has, all parked by one object, so that they are tried together; and the
 * program collects its garbage all the time.
 */
final class Trials {
    /** How many are leaked. */
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

    @SuppressWarnings("UnusedVariable") // written, so that the garbage is made
    private volatile Object garbage = "";

    private Trials(int together, int most) {
        this.live = new Holder[together];
        this.most = most;
    }

    /**
     * Obeys.
     *
     * @param args how many wait together, and how many are to be woken in all
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

    /** One that somebody can wake, and will. */
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

        /** Whether it then goes on to its end. */
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

    /** What is had of one. */
    private static class Holder {
        final Live live;
        private long wakeAt;

        Holder(Live live) {
            this.live = live;
        }

        /** Whether it is on its way to its end. */
        boolean letGo() {
            wakeAt = 0;
            return live.wake();
        }
    }

    /** All that is had of one that its finalizer wakes. */
    private static final class GivenUp extends Holder {
        GivenUp(Live live) {
            super(live);
        }

        /** To be dropped now. */
        @Override
        boolean letGo() {
            return true;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize"}) // what programs still do
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

    /** In the end all are woken, and it prints how many were while they were out. */
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

    /** Some are woken as they are met outside, some while the collector finds out about them. */
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
