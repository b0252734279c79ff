// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.forgottensender;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;

/** Renders a preview of an upload in the background, and no page shows it any more. */
final class QueueHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        // The leak: nothing takes from the queue. Error Prone detects this one.
        @SuppressWarnings("ModifiedButNotUsed")
        SynchronousQueue<String> previews = new SynchronousQueue<>();
        Thread renderer = threads.start(() -> {
            try {
                previews.put("preview");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return new Handled("202 uploaded", renderer);
    }
}
