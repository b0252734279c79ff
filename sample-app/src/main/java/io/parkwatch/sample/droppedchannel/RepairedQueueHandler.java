// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.droppedchannel;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;

/** {@link QueueHandler} with a poison pill for the auditor, whatever happens. */
final class RepairedQueueHandler implements Handler {
    /** The poison pill, since a queue cannot be closed. */
    private static final String CLOSED = "closed";

    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        SynchronousQueue<String> audits = new SynchronousQueue<>();
        Thread auditor = threads.start(() -> {
            try {
                String audit = audits.take();
                if (!audit.equals(CLOSED)) {
                    sink.accept(audit);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return new Handled("400 no such account", auditor);
        } finally {
            audits.put(CLOSED);
        }
    }
}
