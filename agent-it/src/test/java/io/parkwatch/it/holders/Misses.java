// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Job;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Part of watched programs. Groups of threads that are almost in a circle, all but {@link Broken}. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // The near misses are the point.
final class Misses {
    private Misses() {}

    /** Starts one group of each kind. */
    static List<Group> all(int set, boolean mixed) {
        String end = "-" + set;
        Supplier<Thing> locks = () -> new Thing.Locked(set % 2 == 0);
        return List.of(
                new Ring("timed2" + end, mixed, things(2, locks)),
                new Ring("timed3" + end, mixed, things(3, locks)),
                new Ring("timed5" + end, mixed, things(5, locks)),
                new Ring("reads2" + end, mixed, things(2, Thing.Read::new)),
                new Ring("reads4" + end, mixed, things(4, Thing.Read::new)),
                new Ring("enters3" + end, mixed, new Thing.Entered(), locks.get(), new Thing.Entered()),
                new Ring("enters4" + end, mixed, new Thing.Entered(), new Thing.Read(), locks.get(), locks.get()),
                new Ordered("ordered2" + end, mixed, things(2, locks)),
                new Ordered("ordered5" + end, mixed, things(5, locks)),
                new Ordered("mixed4" + end, mixed, new Thing.Entered(), locks.get(), new Thing.Entered(), locks.get()),
                new Tries("tries" + end, mixed),
                new Leaves("leaves" + end, mixed),
                new Ends("ends" + end, mixed, locks.get()),
                new Ends("readsEnd" + end, mixed, new Thing.Read()),
                new Joins("joins" + end, mixed),
                new Waits("waits" + end, mixed),
                new Signalled("signalled" + end, mixed),
                new Broken("broken" + end, mixed));
    }

    private static Thing[] things(int count, Supplier<Thing> maker) {
        Thing[] things = new Thing[count];
        for (int i = 0; i < count; i++) {
            things[i] = maker.get();
        }
        return things;
    }

    /** Each holds its own thing and wants that of the next, one of them with a time-out. */
    private static final class Ring extends Group {
        private final Thing[] things;

        Ring(String name, boolean mixed, Thing... things) {
            super(name, mixed);
            this.things = things;
        }

        @Override
        void start() {
            for (int i = 0; i < things.length; i++) {
                int place = i;
                repeats(place, () -> things[place].hold(() -> turn(place)));
            }
        }

        private void turn(int place) throws Exception {
            Thing next = things[(place + 1) % things.length];
            if (place == 0) {
                next.want(nanos());
            } else {
                next.want();
            }
        }

        /** The thing of a thread is taken by the thread itself and by the one before. */
        @Override
        boolean mayHold(int waiter, int holder) {
            return holder == (waiter + 1) % things.length || waiter == (holder + 1) % things.length;
        }
    }

    /** Each takes two things at a time, in one order for all. */
    private static final class Ordered extends Group {
        private final Thing[] things;

        Ordered(String name, boolean mixed, Thing... things) {
            super(name, mixed);
            this.things = things;
        }

        @Override
        void start() {
            for (int i = 0; i <= things.length; i++) {
                repeats(i, this::turn);
            }
        }

        private void turn() throws Exception {
            int first = ThreadLocalRandom.current().nextInt(things.length - 1);
            int second = ThreadLocalRandom.current().nextInt(first + 1, things.length);
            things[first].hold(() -> things[second].hold(Group::rest));
        }
    }

    /** Takes two locks in the wrong order, the second one only if it is free. */
    private static final class Tries extends Group {
        private final Thing one = new Thing.Locked(true);
        private final Thing other = new Thing.Locked(false);

        Tries(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, () -> one.hold(() -> other.hold(Group::rest)));
            repeats(1, () -> other.hold(this::turn));
            repeats(2, () -> other.hold(this::turn));
        }

        private void turn() throws Exception {
            rest();
            one.want(0);
        }
    }

    /** Readers come and leave while a writer waits. One of them wants to write too, and gives up. */
    private static final class Leaves extends Group {
        private final Thing.Read book = new Thing.Read();

        Leaves(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, book::want);
            repeats(1, () -> book.hold(() -> book.want(nanos())));
            for (int i = 2; i < 5; i++) {
                repeats(i, () -> book.hold(Group::rest));
            }
        }

        @Override
        boolean mayHold(int waiter, int holder) {
            return waiter == 1 || super.mayHold(waiter, holder);
        }
    }

    /** Each owner ends as soon as it has released. */
    private static final class Ends extends Group {
        private final Thing thing;

        Ends(String name, boolean mixed, Thing thing) {
            super(name, mixed);
            this.thing = thing;
        }

        @Override
        void start() {
            repeats(0, () -> start(1, () -> thing.hold(Group::rest)).join());
            repeats(2, thing::want);
            repeats(3, thing::want);
        }

        @Override
        boolean mayHold(int waiter, int holder) {
            return waiter == 0 ? holder == 1 : holder != 0 && super.mayHold(waiter, holder);
        }
    }

    /** Joins a thread that wants what the joining one holds, and gives up in time. */
    private static final class Joins extends Group {
        private final Thing thing = new Thing.Locked(false);

        Joins(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, this::turn);
            repeats(2, () -> thing.hold(Group::rest));
        }

        private void turn() throws Exception {
            Thread[] wanting = new Thread[1];
            thing.hold(() -> {
                wanting[0] = start(1, thing::want);
                wanting[0].join(nanos() / 1_000_000);
            });
            wanting[0].join();
        }
    }

    /** A thread in {@code wait()} has given the one monitor up, and keeps the other. */
    private static final class Waits extends Group {
        private final Object given = new Object();
        private final Object kept = new Object();

        Waits(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, this::waits);
            repeats(1, this::takesGiven);
            repeats(2, this::takesGiven);
            repeats(3, this::wantsKept);
        }

        private void waits() throws InterruptedException {
            synchronized (kept) {
                synchronized (given) {
                    given.wait(nanos() / 1_000_000);
                }
            }
        }

        private void takesGiven() throws InterruptedException {
            synchronized (given) {
                rest();
            }
        }

        private void wantsKept() {
            synchronized (kept) {
                Thread.onSpinWait();
            }
        }

        @Override
        boolean mayHold(int waiter, int holder) {
            return waiter == 3 ? holder == 0 : waiter == 0 ? holder != 0 : holder == 1 || holder == 2;
        }
    }

    /** A signalled thread waits for the lock that the other one still has. */
    private static final class Signalled extends Group {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();

        Signalled(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, this::turn);
            repeats(1, this::turn);
            repeats(2, this::signals);
        }

        private void turn() throws InterruptedException {
            lock.lock();
            try {
                changed.await();
            } finally {
                lock.unlock();
            }
        }

        private void signals() throws InterruptedException {
            lock.lock();
            try {
                changed.signalAll();
                rest();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A circle in which an interrupt ends each wait: until then it is one, and a look may say so. */
    static final class Broken extends Group {
        private final ReentrantLock one = new ReentrantLock();
        private final ReentrantLock other = new ReentrantLock();

        Broken(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            Thread first = start(0, forever(() -> turn(one, other)));
            start(1, forever(() -> turn(other, one)));
            repeats(2, () -> {
                rest();
                first.interrupt();
            });
        }

        private static Job forever(Job job) {
            return () -> {
                while (true) {
                    try {
                        job.work();
                    } catch (InterruptedException e) {
                        Thread.onSpinWait();
                    }
                }
            };
        }

        private static void turn(ReentrantLock mine, ReentrantLock wanted) throws InterruptedException {
            mine.lockInterruptibly();
            try {
                Thread.sleep(1);
                wanted.lockInterruptibly();
                wanted.unlock();
            } finally {
                mine.unlock();
            }
        }
    }
}
