// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.scenario;

/** One way to leave a thread behind, with queues and with jox, and the same code repaired. */
public record Scenario(
        String name, String story, Handler queue, Handler repairedQueue, Handler jox, Handler repairedJox) {
    public Handler handler(Channels channels, boolean repaired) {
        return switch (channels) {
            case queue -> repaired ? repairedQueue : queue;
            case jox -> repaired ? repairedJox : jox;
        };
    }
}
