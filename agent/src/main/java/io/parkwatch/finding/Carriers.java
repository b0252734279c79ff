// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/**
 * The carriers of virtual threads, as one look saw them.
 *
 * @param parallelism how many virtual threads can run at once
 * @param pinned virtual threads that keep their carrier while they wait
 * @param ready virtual threads that have been ready to run for at least the threshold and got no carrier
 * @param readyOldestSeconds how long the oldest of these has been ready
 */
public record Carriers(int parallelism, int pinned, int ready, double readyOldestSeconds) {}
