// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.timedoutcaller;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@link QueueHandler} with room for an answer that comes too late. */
final class RepairedQueueHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        ArrayBlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
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
