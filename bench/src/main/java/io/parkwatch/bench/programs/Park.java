// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads that wait for each other, in each of the ways that matter: nanoseconds for one hand-over. To be run on
 * one core and with one carrier; else it is chance whether a hand-over must wake another one.
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
     * Measures each.
     *
     * @param args as {@link Batches} has them; then how many virtual threads are parked beside, if any
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

    /** On a thread of this kind, as its partner is one too. */
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

    /** Nothing but park and unpark. */
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
     * A fair lock goes from one to the other at each unlock, so that each lock parks; an unfair one is taken again by
     * who had it.
     */
    private void fairLock() throws Exception {
        ReentrantLock lock = new ReentrantLock(true);
        AtomicBoolean ended = new AtomicBoolean();
        Thread other = start(() -> {
            while (!ended.get()) {
                hold(lock);
            }
        });
        // Half: the other one has it as often.
        batches.time(kind + "ReentrantLock", times -> {
            for (int i = 0; i < times / 2 + 1; i++) {
                hold(lock);
            }
        });
        ended.set(true);
        other.join();
    }

    /** On one core the other thread comes to want the lock only if its holder lets it run. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void hold(ReentrantLock lock) {
        lock.lock();
        try {
            Thread.yield();
        } finally {
            lock.unlock();
        }
    }

    /** Whose turn it is. */
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
