// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.unclosedworker;

import com.softwaremill.jox.Channel;
import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.util.List;
import java.util.function.Consumer;

/** {@link JoxHandler} with the channel closed behind the last line. */
final class RepairedJoxHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        List<String> lines = List.of("apples", "pears", "plums");
        Channel<String> records = Channel.newBufferedChannel(16);
        try {
            for (String line : lines) {
                records.send(line);
            }
            Thread worker = threads.start(() -> {
                try {
                    records.forEach(sink);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return new Handled("202 importing " + lines.size() + " lines", worker);
        } finally {
            records.done();
        }
    }
}
