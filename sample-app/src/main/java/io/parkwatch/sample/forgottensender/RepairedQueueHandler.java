// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.forgottensender;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/** {@link QueueHandler} with room for the one preview. */
final class RepairedQueueHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        // Nothing takes from the queue, and the preview may stay in it.
        @SuppressWarnings("ModifiedButNotUsed")
        ArrayBlockingQueue<String> previews = new ArrayBlockingQueue<>(1);
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
