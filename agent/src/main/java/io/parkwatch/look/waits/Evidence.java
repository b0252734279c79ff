// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.channels.Channels;
import io.parkwatch.own.OwnTypes;
import io.parkwatch.seen.Registry;
import io.parkwatch.seen.Stacks;

/** The sources that a close look uses besides the thread itself. */
public record Evidence(Stacks stacks, Registry registry, Channels channels, OwnTypes own) {}
