// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import com.sun.tools.attach.VirtualMachine;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.WatchedJvm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/** Sends commands to a running JVM over the channel of the command line, without a process for each. */
public final class Visitor {
    private final String pid;

    public Visitor(WatchedJvm jvm) {
        this.pid = Long.toString(jvm.pid());
    }

    /** Makes the agent under test carry out a command such as {@code attach threshold=1s}. */
    public void command(String command) throws Exception {
        String jar = Launch.agentJar().toString();
        load(Path.of(jar), "@1|" + URLEncoder.encode(jar, StandardCharsets.UTF_8) + "|" + command);
    }

    /** Loads any agent. */
    void load(Path jar, String arguments) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(pid);
        try {
            machine.loadAgent(jar.toString(), arguments);
        } finally {
            machine.detach();
        }
    }

    Properties agentProperties() throws Exception {
        VirtualMachine machine = VirtualMachine.attach(pid);
        try {
            return machine.getAgentProperties();
        } finally {
            machine.detach();
        }
    }

    /** Returns the agent's status line and its report, if there is one; empty without an agent. */
    String told() throws Exception {
        return agentProperties().getProperty("parkwatch", "");
    }
}
