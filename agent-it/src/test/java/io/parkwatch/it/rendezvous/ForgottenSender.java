// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.rendezvous;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.SynchronousQueue;

/** A handler makes an unbuffered channel, starts a thread that sends one value, and returns. */
final class ForgottenSender {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        ForgottenSender program = new ForgottenSender();
        program.handle();
        program.scene.play();
    }

    private void handle() {
        SynchronousQueue<String> answers = new SynchronousQueue<>();
        Thread sender = scene.thread(() -> answers.put("42"));
        sender.start();
    }
}
