// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.abandonedreceiver;

import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Tracks the parcels of an order. There are none, so nothing gets the channel to send on. */
final class QueueHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        List<String> parcels = List.of();
        LinkedBlockingQueue<String> deliveries = new LinkedBlockingQueue<>();
        Thread tracker = threads.start(() -> {
            try {
                sink.accept(deliveries.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (String parcel : parcels) {
            deliveries.put(parcel);
        }
        return new Handled("200 " + parcels.size() + " parcels", tracker);
    }
}
