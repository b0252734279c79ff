// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.scenario;

/** The kind of channel between the threads of a scenario, named as on the command line. */
public enum Channels {
    queue,
    jox
}
