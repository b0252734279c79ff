// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.abandonedreceiver;

import com.softwaremill.jox.Channel;
import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.List;
import java.util.function.Consumer;

/** {@link JoxHandler} with the channel closed once everything is sent. */
final class RepairedJoxHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        List<String> parcels = List.of();
        Channel<String> deliveries = Channel.newBufferedChannel(16);
        Thread tracker = threads.start(() -> {
            try {
                if (deliveries.receiveOrClosed() instanceof String delivery) {
                    sink.accept(delivery);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            for (String parcel : parcels) {
                deliveries.send(parcel);
            }
            return new Handled("200 " + parcels.size() + " parcels", tracker);
        } finally {
            deliveries.done();
        }
    }
}
