// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.droppedchannel;

import com.softwaremill.jox.Channel;
import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.function.Consumer;

/** Starts the audit of a request, then rejects the request and sends nothing to the auditor. */
final class JoxHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        Channel<String> audits = Channel.newRendezvousChannel();
        Thread auditor = threads.start(() -> {
            try {
                sink.accept(audits.receive());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return new Handled("400 no such account", auditor);
    }
}
