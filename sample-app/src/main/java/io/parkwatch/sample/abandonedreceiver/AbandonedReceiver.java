// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.abandonedreceiver;

import io.parkwatch.sample.scenario.Scenario;

/** A handler starts a thread that receives, and nothing ever sends. */
public final class AbandonedReceiver {
    public static final Scenario SCENARIO = new Scenario(
            "abandoned-receiver",
            "the handler starts a receiver on a channel that nobody ever sends to",
            new QueueHandler(),
            new RepairedQueueHandler(),
            new JoxHandler(),
            new RepairedJoxHandler());

    private AbandonedReceiver() {}
}
