// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.unclosedworker;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/** Imports the lines of a file on a worker, which then waits for a line that never comes. */
final class QueueHandler implements Handler {
    /** The poison pill, since a queue cannot be closed. */
    private static final String CLOSED = "closed";

    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        List<String> lines = List.of("apples", "pears", "plums");
        ArrayBlockingQueue<String> records = new ArrayBlockingQueue<>(16);
        for (String line : lines) {
            records.put(line);
        }
        Thread worker = threads.start(() -> {
            try {
                for (String record = records.take(); !record.equals(CLOSED); record = records.take()) {
                    sink.accept(record);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return new Handled("202 importing " + lines.size() + " lines", worker);
    }
}
