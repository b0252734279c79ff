// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.timedoutcaller;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Handler;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Makes the call on another thread and stops waiting for its answer after 10 ms. */
final class JoxHandler implements Handler {
    @Override
    public Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException {
        Channel<String> answers = Channel.newRendezvousChannel();
        Thread caller = threads.start(() -> {
            try {
                answers.send(Network.call());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            String answer = Select.selectWithin(Duration.ofMillis(10), answers.receiveClause());
            return new Handled("200 " + answer, caller);
        } catch (TimeoutException e) {
            return new Handled("504 no answer within 10 ms", caller);
        }
    }
}
