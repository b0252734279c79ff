// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * The carriers of virtual threads, as one look saw them.
 *
 * @param parallelism how many virtual threads can run at once
 * @param pinned virtual threads that keep their carrier as they wait
 * @param ready virtual threads that could have run for as long as the threshold, and got no carrier
 * @param readyOldestSeconds for how long the oldest of these could
 */
public record Carriers(int parallelism, int pinned, int ready, double readyOldestSeconds) {}
