// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.locks;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

class LocksIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachWaitForALockOrAPermitIsFound(Stage stage) {
        Table.check(
                stage,
                Locks.class,
                reentrant("lock").lock("lock"),
                reentrant("fairLock").lock("lock"),
                reentrant("lockInterruptibly").lock("lockInterruptibly"),
                reentrant("tryLock").lock("tryLock"),
                readWrite("read").lock("lock"),
                readWrite("write").lock("lock"),
                readWrite("tryWrite").lock("tryLock"),
                stamped("stampedRead").lock("readLock"),
                stamped("stampedWrite").lock("writeLock"),
                stamped("stampedTryWrite").lock("tryWriteLock"),
                semaphore("acquire").lock("acquire"),
                semaphore("acquireTwo").lock("acquire"),
                semaphore("acquireUninterruptibly").lock("acquireUninterruptibly"),
                semaphore("tryAcquire").lock("tryAcquire"),
                at("ownLock").on("io.parkwatch.it.locks.Locks$OwnLock").lock("lock"),
                at("ownSemaphore")
                        .on("io.parkwatch.it.locks.Locks$OwnSemaphore")
                        .lock("acquire"),
                reentrant("lockBoth")
                        .lock("lockInterruptibly")
                        .started("crossed")
                        .made("crossed")
                        .deadlocked()
                        .times(2));
    }

    private static Row reentrant(String method) {
        return at(method).on(ReentrantLock.class).itemless();
    }

    private static Row readWrite(String method) {
        return at(method).on(ReentrantReadWriteLock.class).itemless();
    }

    private static Row stamped(String method) {
        return at(method).on(StampedLock.class).itemless();
    }

    private static Row semaphore(String method) {
        return at(method).on(Semaphore.class);
    }
}
