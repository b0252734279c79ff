// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import com.sun.tools.attach.VirtualMachine;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.WatchedJvm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/** Says to a running JVM what the command line says, over the same channel, without a process for each word. */
final class Visitor {
    private final String pid;

    Visitor(WatchedJvm jvm) {
        this.pid = Long.toString(jvm.pid());
    }

    /** Has the agent under test carry out a command such as {@code attach threshold=1s}. */
    void command(String command) throws Exception {
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

    /** What the agent tells: a line of status, and the report behind it once there is one. Empty: no agent. */
    String told() throws Exception {
        return agentProperties().getProperty("parkwatch", "");
    }
}
