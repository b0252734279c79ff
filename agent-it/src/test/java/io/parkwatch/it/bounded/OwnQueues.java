// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Waits on queues that the program wrote. */
final class OwnQueues {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        OwnQueues program = new OwnQueues();
        program.extending();
        program.implementing();
        program.delegating();
        program.wrapping();
        program.scene.play();
    }

    private void extending() {
        extendedPut();
        extendedTake();
    }

    private void implementing() {
        implementedPut();
        implementedTake();
    }

    private void delegating() {
        delegatedPut();
        delegatedTake();
    }

    private void wrapping() {
        mailboxSend();
        mailboxReceive();
    }

    private void extendedPut() {
        Inbox queue = new Inbox(1);
        queue.add("a");
        Thread thread = scene.thread(() -> queue.put("b"));
        thread.start();
    }

    private void extendedTake() {
        Inbox queue = new Inbox(1);
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void implementedPut() {
        BlockingQueue<String> queue = new OneSlot<>();
        queue.add("a");
        Thread thread = scene.thread(() -> queue.put("b"));
        thread.start();
    }

    private void implementedTake() {
        BlockingQueue<String> queue = new OneSlot<>();
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void delegatedPut() {
        BlockingQueue<String> queue = new Counted<>(new LinkedBlockingQueue<>(1));
        queue.add("a");
        Thread thread = scene.thread(() -> queue.put("b"));
        thread.start();
    }

    private void delegatedTake() {
        BlockingQueue<String> queue = new Counted<>(new LinkedBlockingQueue<>(1));
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void mailboxSend() {
        Mailbox mailbox = new Mailbox("a");
        Thread thread = scene.thread(() -> mailbox.send("b"));
        thread.start();
    }

    private void mailboxReceive() {
        Mailbox mailbox = new Mailbox();
        Thread thread = scene.thread(() -> mailbox.receive());
        thread.start();
    }
}
