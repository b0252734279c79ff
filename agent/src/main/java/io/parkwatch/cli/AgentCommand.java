// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.watch.Terminal;
import io.parkwatch.report.ReportFilter;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that reads the findings of one JVM, and attaches an agent if there is none. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class AgentCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Parkwatch parkwatch;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Mixin
    final Arguments arguments = new Arguments();

    @Override
    public final Integer call() throws Failure, InterruptedException {
        String options = arguments.text();
        return run(parkwatch.session(arguments.pid()), options);
    }

    /** Runs the command with the options for an agent that it attaches, and returns the exit code. */
    abstract int run(Session session, String options) throws Failure, InterruptedException;

    int print(Session session, AgentReply reply, ReportFilter filter, boolean json) throws Failure {
        return ReportPrinter.print(reply, filter, json, out(), Terminal.colours(), session.messages());
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
