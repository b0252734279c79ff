// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.scenario;

/** What the threads of a scenario hand their values over with. Named as on the command line. */
public enum Channels {
    queue,
    jox
}
