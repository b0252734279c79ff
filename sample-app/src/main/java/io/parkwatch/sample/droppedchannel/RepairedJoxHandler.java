// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.droppedchannel;

import com.softwaremill.jox.Channel;
import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.function.Consumer;

/** {@link JoxHandler} with the channel closed, whatever happens. */
final class RepairedJoxHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        Channel<String> audits = Channel.newRendezvousChannel();
        Thread auditor = threads.start(() -> {
            try {
                if (audits.receiveOrClosed() instanceof String audit) {
                    sink.accept(audit);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return new Handled("400 no such account", auditor);
        } finally {
            audits.done();
        }
    }
}
