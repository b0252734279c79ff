// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.timedoutcaller;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes the call on another thread and stops waiting for its answer after 10 ms. */
final class QueueHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        SynchronousQueue<String> answers = new SynchronousQueue<>();
        Thread caller = threads.start(() -> {
            try {
                answers.put(Network.call());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        String answer = answers.poll(10, TimeUnit.MILLISECONDS);
        return new Handled(answer == null ? "504 no answer within 10 ms" : "200 " + answer, caller);
    }
}
