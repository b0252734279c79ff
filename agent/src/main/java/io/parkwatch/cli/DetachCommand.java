// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes the agent out of a JVM. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Takes the agent out of a JVM: hooks, threads, port and classes go, whoever brought it in.")
final class DetachCommand implements Callable<Integer> {
    private final Sessions sessions;

    @Parameters(index = "0", paramLabel = "pid", description = "Process id, as `list` shows it.")
    private long pid;

    DetachCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws Failure {
        Session session = sessions.with(pid);
        boolean left = session.detach();
        session.messages().line(left ? "detached from pid " + pid : "pid " + pid + " is not watched");
        return 0;
    }
}
