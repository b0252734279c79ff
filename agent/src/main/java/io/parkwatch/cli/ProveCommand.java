// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.watch.Terminal;
import io.parkwatch.report.ReportFilter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prove",
        description = {
            "Has the garbage collector say which stuck virtual threads nothing in the JVM can ever wake, and prints the report with what it"
                    + " said: leaked, or why that can't be told.",
            "It forces whole collections, which take seconds on a big heap, and may clear what the program reaches only weakly. So it asks"
                    + " first; where nobody can be asked, it wants --yes. If no agent is there it attaches one, with a threshold of 5s unless"
                    + " the options say otherwise, that leaves again."
        })
final class ProveCommand extends AgentCommand {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    @Override
    int run(Session session, String options) throws Failure, InterruptedException {
        Optional<AgentReply> there = session.reply();
        if (!yes && !isConfirmed(session)) {
            session.messages().line("nothing was done to pid " + session.pid());
            return 0;
        }
        session.hold(there, "while", options);
        session.awaitReport();
        int code = print(session, session.prove(), new ReportFilter(Duration.ZERO, Set.of()), json);
        if (there.isEmpty()) {
            session.leave();
        }
        return code;
    }

    private static boolean isConfirmed(Session session) throws Failure {
        if (!Terminal.is(Terminal.INPUT)) {
            throw Failure.wrongUse("prove forces garbage collections in pid " + session.pid()
                    + ", and may clear what its program reaches only weakly: add --yes");
        }
        session.messages()
                .ask("Garbage collections will be forced in pid " + session.pid()
                        + ", which pause it, and what its program reaches only weakly may be cleared. Go on? [y/N] ");
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (IOException e) {
            return false;
        }
    }
}
