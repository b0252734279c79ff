// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.jvm.Jvms;
import io.parkwatch.cli.watch.Terminal;
import io.parkwatch.report.ReportFilter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Attaches the agent to a running JVM, where it stays. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the agent into a JVM that runs, prints the first report when the threshold (60s unless given) is over, and stays there"
                    + " watching. Ctrl-C ends the waiting, not the watching; `detach` ends that.",
            "The program pauses once, for about as long as a small garbage collection, while hooks are woven."
        })
final class AttachCommand implements Callable<Integer> {
    private final Sessions sessions;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Mixin
    private Arguments arguments = new Arguments();

    AttachCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        long pid = arguments.pid();
        String options = arguments.text();
        Session session = sessions.with(pid);
        Messages messages = session.messages();
        Status status = attach(session, options);
        messages.line(
                "the first report comes when it has watched for " + status.threshold() + "; it stays until `detach "
                        + pid + "`" + (status.url() == null ? "" : ", and tells at " + status.url()));
        return ReportPrinter.print(
                session.awaitReport(),
                new ReportFilter(Duration.ZERO, Set.of()),
                false,
                spec.commandLine().getOut(),
                Terminal.colours(),
                messages);
    }

    private Status attach(Session session, String options) throws Failure {
        long pid = arguments.pid();
        Messages messages = session.messages();
        Optional<AgentReply> told = session.told();
        if (told.isPresent()) {
            Status status = told.get().status();
            session.compareVersions(status);
            messages.line("pid " + pid + " is watched already, since "
                    + status.since().truncatedTo(ChronoUnit.SECONDS)
                    + " (threshold " + status.threshold() + ")"
                    + (options.isEmpty() ? "" : "; its options stay: detach it first to change them"));
            return status.once() ? session.attach("attach").status() : status;
        }
        messages.progress("attaching to pid " + pid + program(pid));
        Status status = session.attach(("attach " + options).strip()).status();
        // Only the JVM itself knows whether it takes an agent.
        messages.line("attached to pid " + pid + program(pid)
                + ": hooks are woven into classes of java.util.concurrent and Thread, which paused"
                + " the program once");
        return status;
    }

    private static String program(long pid) {
        String main = Jvms.mainOf(pid);
        return main == null ? "" : " (" + main + ")";
    }
}
