// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.rendezvous;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Each way to wait for the other side of a hand-over, each on its own channel. */
final class HandOvers {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        HandOvers program = new HandOvers();
        program.synchronous();
        program.fair();
        program.transfers();
        program.exchangers();
        program.scene.play();
    }

    private void synchronous() {
        put();
        take();
        offer();
        poll();
    }

    private void fair() {
        fairPut();
        fairTake();
        fairOffer();
        fairPoll();
    }

    private void transfers() {
        transfer();
        tryTransfer();
        transferTake();
        transferPoll();
    }

    private void exchangers() {
        exchange();
        exchangeNothing();
        exchangeTimed();
    }

    private void put() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = scene.thread(() -> queue.put("a"));
        thread.start();
    }

    private void take() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void offer() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = scene.thread(() -> queue.offer("a", 1, TimeUnit.HOURS));
        thread.start();
    }

    private void poll() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = scene.thread(() -> queue.poll(1, TimeUnit.HOURS));
        thread.start();
    }

    private void fairPut() {
        SynchronousQueue<String> queue = new SynchronousQueue<>(true);
        Thread thread = scene.thread(() -> queue.put("a"));
        thread.start();
    }

    private void fairTake() {
        SynchronousQueue<String> queue = new SynchronousQueue<>(true);
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void fairOffer() {
        SynchronousQueue<String> queue = new SynchronousQueue<>(true);
        Thread thread = scene.thread(() -> queue.offer("a", 1, TimeUnit.HOURS));
        thread.start();
    }

    private void fairPoll() {
        SynchronousQueue<String> queue = new SynchronousQueue<>(true);
        Thread thread = scene.thread(() -> queue.poll(1, TimeUnit.HOURS));
        thread.start();
    }

    private void transfer() {
        LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
        Thread thread = scene.thread(() -> queue.transfer("a"));
        thread.start();
    }

    private void tryTransfer() {
        LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
        Thread thread = scene.thread(() -> queue.tryTransfer("a", 1, TimeUnit.HOURS));
        thread.start();
    }

    private void transferTake() {
        LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void transferPoll() {
        LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
        Thread thread = scene.thread(() -> queue.poll(1, TimeUnit.HOURS));
        thread.start();
    }

    private void exchange() {
        Exchanger<String> exchanger = new Exchanger<>();
        Thread thread = scene.thread(() -> exchanger.exchange("a"));
        thread.start();
    }

    private void exchangeNothing() {
        Exchanger<String> exchanger = new Exchanger<>();
        Thread thread = scene.thread(() -> exchanger.exchange(null));
        thread.start();
    }

    private void exchangeTimed() {
        Exchanger<String> exchanger = new Exchanger<>();
        Thread thread = scene.thread(() -> exchanger.exchange("a", 1, TimeUnit.HOURS));
        thread.start();
    }
}
