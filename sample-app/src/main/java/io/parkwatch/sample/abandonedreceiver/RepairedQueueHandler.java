// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.abandonedreceiver;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** {@link QueueHandler} with a poison pill for the tracker. */
final class RepairedQueueHandler implements Handler {
    /** The poison pill, since a queue cannot be closed. */
    private static final String CLOSED = "closed";

    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        List<String> parcels = List.of();
        LinkedBlockingQueue<String> deliveries = new LinkedBlockingQueue<>();
        Thread tracker = threads.start(() -> {
            try {
                String delivery = deliveries.take();
                if (!delivery.equals(CLOSED)) {
                    sink.accept(delivery);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            for (String parcel : parcels) {
                deliveries.put(parcel);
            }
            return new Handled("200 " + parcels.size() + " parcels", tracker);
        } finally {
            deliveries.put(CLOSED);
        }
    }
}
