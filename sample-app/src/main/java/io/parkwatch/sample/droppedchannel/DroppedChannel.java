// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.droppedchannel;

import io.parkwatch.sample.scenario.Scenario;

/** A handler makes an unbuffered channel, starts a thread that receives from it, and returns. */
public final class DroppedChannel {
    public static final Scenario SCENARIO = new Scenario(
            "dropped-channel",
            "the handler starts a receiver on its own unbuffered channel and returns without sending",
            new QueueHandler(),
            new RepairedQueueHandler(),
            new JoxHandler(),
            new RepairedJoxHandler());

    private DroppedChannel() {}
}
