// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.jvm.Jvms;
import io.parkwatch.report.ReportFilter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(
        name = "attach",
        description = {
            "Brings the agent into a JVM that runs, prints the first report when the threshold (60s unless given) is over, and stays there"
                    + " watching. Ctrl-C ends the waiting, not the watching; `detach` ends that.",
            "The program pauses once, for about as long as a small garbage collection, while hooks are woven."
        })
final class AttachCommand extends AgentCommand {
    @Override
    int run(Session session, String options) throws Failure, InterruptedException {
        Status status = attach(session, options);
        session.messages()
                .line("the first report comes when it has watched for " + status.threshold()
                        + "; it stays until `detach " + session.pid() + "`"
                        + (status.url() == null ? "" : ", and tells at " + status.url()));
        return print(session, session.awaitReport(), new ReportFilter(Duration.ZERO, Set.of()), false);
    }

    private static Status attach(Session session, String options) throws Failure {
        Messages messages = session.messages();
        Optional<AgentReply> there = session.reply();
        if (there.isPresent()) {
            Status status = there.get().status();
            session.compareVersions(status);
            messages.line("pid " + session.pid() + " is watched already, since "
                    + status.since().truncatedTo(ChronoUnit.SECONDS)
                    + " (threshold " + status.threshold() + ")"
                    + (options.isEmpty() ? "" : "; its options stay: detach it first to change them"));
            return status.once() ? session.attach("attach", "").status() : status;
        }
        String main = Jvms.mainOf(session.pid());
        String target = "pid " + session.pid() + (main == null ? "" : " (" + main + ")");
        messages.progress("attaching to " + target);
        Status status = session.attach("attach", options).status();
        // Only the JVM itself knows whether it takes an agent.
        messages.line("attached to " + target + ": hooks are woven into classes of java.util.concurrent and Thread,"
                + " which paused the program once");
        return status;
    }
}
