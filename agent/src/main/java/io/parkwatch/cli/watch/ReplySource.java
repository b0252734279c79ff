// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.cli.jvm.Failure;

/** Asks an agent for its state. */
public interface ReplySource {
    AgentReply reply() throws Failure;
}
