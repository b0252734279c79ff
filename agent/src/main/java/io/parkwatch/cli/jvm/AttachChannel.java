// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.util.Properties;

/** Sends commands to the agent of one JVM, and reads its answers. */
public interface AttachChannel {
    /** Sends a command. Its answer is among the {@link #properties}. */
    void load(String command) throws Failure;

    /** Returns the agent properties of the JVM: its own, and those that an agent has set. */
    Properties properties() throws Failure;
}
