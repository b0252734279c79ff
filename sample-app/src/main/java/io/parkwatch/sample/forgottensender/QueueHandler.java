// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.forgottensender;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;

/** Renders a preview of an upload in the background; the answer that would show it was dropped from the page. */
final class QueueHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        // Nobody takes what is put: that is the leak, and Error Prone sees this one.
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
