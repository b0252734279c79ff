// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.forgottensender;

import com.softwaremill.jox.Channel;
import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.function.Consumer;

/** Renders a preview of an upload in the background, and no page shows it any more. */
final class JoxHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        Channel<String> previews = Channel.newRendezvousChannel();
        Thread renderer = threads.start(() -> {
            try {
                previews.send("preview");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return new Handled("202 uploaded", renderer);
    }
}
