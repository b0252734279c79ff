// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.timedoutcaller;

import io.parkwatch.sample.scenario.Scenario;

/** A handler waits 10 ms for a network call on another thread, and returns an error. The answer comes later. */
public final class TimedOutCaller {
    public static final Scenario SCENARIO = new Scenario(
            "timed-out-caller",
            "the handler gives up on a network call after 10 ms; the answer is then sent to nobody",
            new QueueHandler(),
            new RepairedQueueHandler(),
            new JoxHandler(),
            new RepairedJoxHandler());

    private TimedOutCaller() {}
}
