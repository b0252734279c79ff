// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads that wait for each other in several ways. Prints the nanoseconds of one hand-over. It needs one core and
 * one carrier, since otherwise chance decides whether a hand-over must wake another one.
 */
public final class Park {
    private final boolean virtual;
    private final String kind;
    private final String beside;
    private final Batches batches;

    private Park(boolean virtual, String beside, Batches batches) {
        this.virtual = virtual;
        this.kind = virtual ? "virtual " : "platform ";
        this.beside = beside;
        this.batches = batches;
    }

    /**
     * Measures each kind of hand-over.
     *
     * @param args the arguments of {@link Batches}, then the number of virtual threads that are parked meanwhile, if
     *     any
     */
    public static void main(String[] args) throws Exception {
        Batches batches = new Batches(args);
        if (args.length > 2) {
            Parked.virtual(Integer.parseInt(args[2]));
            Parked.awaitLooks();
            new Park(true, ", many watched", batches).both();
        } else {
            new Park(false, "", batches).all();
            if (Virtual.THERE) {
                new Park(true, "", batches).all();
            }
        }
        System.exit(0);
    }

    private void all() throws Exception {
        run(this::pingPong);
        run(this::handOver);
        run(this::fairLock);
    }

    private void both() throws Exception {
        run(this::pingPong);
        run(this::handOver);
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Runs on a thread of the same kind as its partner. */
    private void run(Action action) throws Exception {
        start(() -> {
                    try {
                        action.run();
                    } catch (Exception e) {
                        e.printStackTrace();
                        System.exit(1);
                    }
                })
                .join();
    }

    private Thread start(Runnable task) {
        if (virtual) {
            return Virtual.start(task);
        }
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    /** Hands over by park and unpark alone. */
    private void pingPong() throws Exception {
        Turns turns = new Turns(Thread.currentThread());
        Thread partner = start(turns::echo);
        batches.time(kind + "ping-pong" + beside, times -> turns.serve(partner, times / 2 + 1));
        turns.end(partner);
        partner.join();
    }

    private void handOver() throws Exception {
        SynchronousQueue<Boolean> queue = new SynchronousQueue<>();
        Thread taker = start(() -> {
            try {
                while (queue.take()) {}
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        batches.time(kind + "SynchronousQueue" + beside, times -> {
            for (int i = 0; i < times; i++) {
                queue.put(true);
            }
        });
        queue.put(false);
        taker.join();
    }

    /**
     * Hands over a fair lock, which changes its owner at each unlock, so that each lock parks. The thread that unlocks
     * an unfair lock would take it again.
     */
    private void fairLock() throws Exception {
        ReentrantLock lock = new ReentrantLock(true);
        AtomicBoolean ended = new AtomicBoolean();
        Thread other = start(() -> {
            while (!ended.get()) {
                hold(lock);
            }
        });
        // Half of the hand-overs, since the other thread makes as many.
        batches.time(kind + "ReentrantLock", times -> {
            for (int i = 0; i < times / 2 + 1; i++) {
                hold(lock);
            }
        });
        ended.set(true);
        other.join();
    }

    /** Lets the other thread run: on one core it cannot ask for the lock otherwise. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void hold(ReentrantLock lock) {
        lock.lock();
        try {
            Thread.yield();
        } finally {
            lock.unlock();
        }
    }

    /** Passes turns between two threads. */
    private static final class Turns {
        private static final int MINE = 0;
        private static final int PARTNERS = 1;
        private static final int NOBODYS = 2;

        private final Thread server;
        private volatile int turn;

        Turns(Thread server) {
            this.server = server;
        }

        void serve(Thread partner, int times) {
            for (int i = 0; i < times; i++) {
                turn = PARTNERS;
                LockSupport.unpark(partner);
                while (turn != MINE) {
                    LockSupport.park(this);
                }
            }
        }

        void echo() {
            while (true) {
                while (turn == MINE) {
                    LockSupport.park(this);
                }
                if (turn == NOBODYS) {
                    return;
                }
                turn = MINE;
                LockSupport.unpark(server);
            }
        }

        void end(Thread partner) {
            turn = NOBODYS;
            LockSupport.unpark(partner);
        }
    }
}
