// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.watch.Terminal;
import io.parkwatch.finding.Role;
import io.parkwatch.report.ReportFilter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints one report of a JVM, watched or not. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what is stuck, worst first. If no agent is there it attaches for this one report, with a threshold of 5s unless the"
                    + " options say otherwise, and leaves again.",
            "It talks over the JVM's attach channel, so no port is needed."
        })
final class ReportCommand implements Callable<Integer> {
    /** The default threshold of an agent that comes for a report. */
    private static final String THRESHOLD = "5s";

    private final Sessions sessions;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Mixin
    private Arguments arguments = new Arguments();

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    @Option(names = "--keep", description = "An agent that this command attaches stays.")
    private boolean keep;

    @Option(
            names = "--min-age",
            paramLabel = "duration",
            converter = Durations.class,
            description = "Leave out findings whose oldest wait is younger: 30s, 10m, 1h.")
    private Duration minAge = Duration.ZERO;

    @Option(
            names = "--role",
            paramLabel = "role",
            split = ",",
            converter = Roles.class,
            completionCandidates = Roles.class,
            description = "Leave out findings of other roles than these: sender, receiver, lock, waiter.")
    private Set<Role> roles = Set.of();

    ReportCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        long pid = arguments.pid();
        String options = arguments.text();
        Session session = sessions.with(pid);
        Messages messages = session.messages();
        Optional<AgentReply> told = session.told();
        boolean leaves = false;
        if (told.isPresent()) {
            session.reportKept(told.get().status(), options);
            if (keep && told.get().status().once()) {
                session.command("keep").ifPresent(now -> printStay(messages, now.status()));
            }
        } else {
            refuseTooHighAge();
            Status status = session.attach(((keep ? "keep " : "once ") + options).strip())
                    .status();
            leaves = !keep;
            if (keep) {
                printStay(messages, status);
            }
        }
        int code = ReportPrinter.print(
                session.awaitReport(),
                new ReportFilter(minAge, roles),
                json,
                spec.commandLine().getOut(),
                Terminal.colours(),
                messages);
        if (leaves) {
            session.awaitLeave();
        }
        return code;
    }

    /** Refuses an age above the threshold: a new agent reports after its threshold, and knows no older wait then. */
    private void refuseTooHighAge() throws Failure {
        Duration threshold = arguments.threshold(THRESHOLD);
        if (threshold != null && minAge.compareTo(threshold) > 0) {
            String age = minAge.toMillis() % 1000 == 0 ? minAge.toSeconds() + "s" : minAge.toMillis() + "ms";
            throw Failure.wrongUse("pid " + arguments.pid() + " is not watched, and to an agent that comes for this"
                    + " report no wait is as old as --min-age " + age + ": give it that time by threshold=" + age);
        }
    }

    private void printStay(Messages messages, Status status) {
        long pid = arguments.pid();
        messages.line("the agent stays in pid " + pid + " until `detach " + pid + "`"
                + (status.url() == null ? "" : ", and tells at " + status.url()));
    }
}
