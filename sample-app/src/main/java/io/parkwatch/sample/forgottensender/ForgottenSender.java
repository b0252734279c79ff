// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.forgottensender;

import io.parkwatch.sample.scenario.Scenario;

/** A handler makes an unbuffered channel, starts a thread that sends one value, and returns. */
public final class ForgottenSender {
    public static final Scenario SCENARIO = new Scenario(
            "forgotten-sender",
            "the handler starts a sender on its own unbuffered channel and returns without receiving",
            new QueueHandler(),
            new RepairedQueueHandler(),
            new JoxHandler(),
            new RepairedJoxHandler());

    private ForgottenSender() {}
}
