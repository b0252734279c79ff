// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.droppedchannel;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;

/** Starts the audit of a request, then rejects the request and sends nothing to the auditor. */
final class QueueHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        SynchronousQueue<String> audits = new SynchronousQueue<>();
        Thread auditor = threads.start(() -> {
            try {
                sink.accept(audits.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return new Handled("400 no such account", auditor);
    }
}
