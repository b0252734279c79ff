// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Takes the agent out of a JVM: hooks, threads, port and classes go, whoever brought it in.")
final class DetachCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Parkwatch parkwatch;

    @Parameters(index = "0", paramLabel = "pid", description = "Process id, as `list` shows it.")
    private long pid;

    @Override
    public Integer call() throws Failure {
        boolean left = parkwatch.session(pid).detach();
        parkwatch.messages().line(left ? "detached from pid " + pid : "pid " + pid + " is not watched");
        return 0;
    }
}
