// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.SynchronousQueue;

/** Has one stuck sender as a finding. */
final class OneSender {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        OneSender program = new OneSender();
        program.send();
        program.scene.play();
    }

    private void send() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = scene.thread(() -> queue.put("a"));
        thread.start();
    }
}
