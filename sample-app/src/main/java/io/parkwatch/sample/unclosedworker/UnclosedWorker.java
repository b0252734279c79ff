// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.unclosedworker;

import io.parkwatch.sample.scenario.Scenario;

/** A handler fills a buffered channel, starts a worker that loops until the channel is closed, and never closes it. */
public final class UnclosedWorker {
    public static final Scenario SCENARIO = new Scenario(
            "unclosed-worker",
            "the handler fills a channel for a worker that loops until it is closed, and never closes it",
            new QueueHandler(),
            new RepairedQueueHandler(),
            new JoxHandler(),
            new RepairedJoxHandler());

    private UnclosedWorker() {}
}
