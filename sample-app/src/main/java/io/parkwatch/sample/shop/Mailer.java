// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Sends mails on its own thread, which is healthy: a mail comes every few hundred milliseconds. */
final class Mailer {
    private final BlockingQueue<String> mails = new ArrayBlockingQueue<>(64);
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().daemon().name("mailer").unstarted(this::sendAll);

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    void enqueue(String mail) throws InterruptedException {
        mails.put(mail);
    }

    long sent() {
        return sent.get();
    }

    private void sendAll() {
        try {
            while (true) {
                send(mails.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String mail) throws InterruptedException {
        Thread.sleep(1 + mail.length() % 5);
        sent.incrementAndGet();
    }
}
