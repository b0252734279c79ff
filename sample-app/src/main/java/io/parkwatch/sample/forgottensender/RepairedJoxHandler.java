// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.forgottensender;

import com.softwaremill.jox.Channel;
import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.function.Consumer;

/** {@link JoxHandler} with room for the one preview. */
final class RepairedJoxHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        Channel<String> previews = Channel.newBufferedChannel(1);
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
