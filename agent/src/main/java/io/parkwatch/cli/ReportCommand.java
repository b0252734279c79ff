// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.finding.Role;
import io.parkwatch.options.OptionsException;
import io.parkwatch.options.OptionsParser;
import io.parkwatch.report.ReportFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "report",
        description = {
            "Prints what is stuck, worst first. If no agent is there it attaches for this one report, with a threshold of 5s unless the"
                    + " options say otherwise, and leaves again.",
            "It talks over the JVM's attach channel, so no port is needed."
        })
final class ReportCommand extends AgentCommand {
    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    @Option(names = "--keep", description = "An agent that this command attaches stays.")
    private boolean keep;

    @Option(
            names = "--min-age",
            paramLabel = "duration",
            description = "Leave out findings whose oldest wait is younger: 30s, 10m, 1h.")
    private Duration minAge = Duration.ZERO;

    @Option(
            names = "--role",
            paramLabel = "role",
            split = ",",
            completionCandidates = RoleWords.class,
            description = "Leave out findings of other roles than these: sender, receiver, lock, waiter.")
    private Set<Role> roles = Set.of();

    @Override
    int run(Session session, String options) throws Failure, InterruptedException {
        Optional<AgentReply> there = session.reply();
        if (there.isEmpty()) {
            refuseTooHighAge(session.pid());
        }
        session.hold(there, keep ? "keep" : "once", options)
                .filter(status -> keep)
                .ifPresent(status -> session.messages()
                        .line("the agent stays in pid " + session.pid() + " until `detach " + session.pid() + "`"
                                + (status.url() == null ? "" : ", and tells at " + status.url())));
        int code = print(session, session.awaitReport(), new ReportFilter(minAge, roles), json);
        if (there.isEmpty() && !keep) {
            session.awaitLeave();
        }
        return code;
    }

    /** Refuses an age above the threshold: a new agent reports after its threshold, and knows no older wait then. */
    private void refuseTooHighAge(long pid) throws Failure {
        Duration threshold = arguments.threshold("once");
        if (threshold != null && minAge.compareTo(threshold) > 0) {
            String age = minAge.toMillis() % 1000 == 0 ? minAge.toSeconds() + "s" : minAge.toMillis() + "ms";
            throw Failure.wrongUse("pid " + pid + " is not watched, and to an agent that comes for this"
                    + " report no wait is as old as --min-age " + age + ": give it that time by threshold=" + age);
        }
    }

    /** Parses durations like those of the agent's options. */
    static Duration duration(String text) {
        try {
            return OptionsParser.parse("threshold=" + text).threshold();
        } catch (OptionsException e) {
            throw new TypeConversionException("not a duration such as 250ms, 30s, 10m or 1h: " + text);
        }
    }

    static Role role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "no role " + text + "; they are " + String.join(", ", new RoleWords())));
    }

    private static final class RoleWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Role.values()).map(Role::word).iterator();
        }
    }
}
