// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.page;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has a chain of locks behind a latch, a deadlock, and senders with names that are markup. At {@code late} another
 * thread is stuck, until {@code taken}.
 */
final class Hung {
    /** Names that would run a script if they came into the page as markup. */
    static final String[] MARKUP = {
        "<img src=x onerror=document.title='run'>", "</script><script>document.title='run'</script>"
    };

    private final Scene scene = new Scene();
    private final ReentrantLock order = new ReentrantLock();
    private final ReentrantLock stock = new ReentrantLock();

    public static void main(String[] args) throws Exception {
        Hung program = new Hung();
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        for (String name : MARKUP) {
            program.start(name, () -> queue.put("a"));
        }
        CountDownLatch first = new CountDownLatch(1);
        program.start("refresh", () -> program.refresh(first));
        first.await();
        CountDownLatch second = new CountDownLatch(1);
        program.start("order", () -> program.order(second));
        second.await();
        program.start("stock-1", program::stock);
        program.start("stock-2", program::stock);
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        CountDownLatch locked = new CountDownLatch(2);
        program.start("debit", () -> debit(left, right, locked));
        program.start("credit", () -> credit(right, left, locked));
        ArrayBlockingQueue<String> mail = new ArrayBlockingQueue<>(4);
        program.scene.on("late", () -> program.start("late", mail::take));
        program.scene.on("taken", () -> mail.put("a"));
        program.scene.play();
    }

    private void start(String name, Job task) {
        Thread thread = scene.thread(task);
        thread.setName(name);
        thread.start();
    }

    /** The root: it holds the order, and nobody counts down. */
    private void refresh(CountDownLatch locked) throws InterruptedException {
        order.lock();
        locked.countDown();
        new CountDownLatch(1).await();
    }

    private void order(CountDownLatch locked) throws InterruptedException {
        stock.lock();
        locked.countDown();
        order.lockInterruptibly();
    }

    private void stock() throws InterruptedException {
        stock.lockInterruptibly();
    }

    private static void debit(ReentrantLock from, ReentrantLock to, CountDownLatch locked) throws InterruptedException {
        from.lock();
        locked.countDown();
        locked.await();
        to.lockInterruptibly();
    }

    private static void credit(ReentrantLock from, ReentrantLock to, CountDownLatch locked)
            throws InterruptedException {
        from.lock();
        locked.countDown();
        locked.await();
        to.lockInterruptibly();
    }
}
