// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.util.Properties;

/** Carries commands to the agent of one JVM, and brings its answers. */
public interface AttachChannel {
    /** The answer to the command stands among the {@link #properties}. */
    void load(String command) throws Failure;

    /** The agent properties of the JVM: those of its own, and those that an agent has set. */
    Properties properties() throws Failure;
}
