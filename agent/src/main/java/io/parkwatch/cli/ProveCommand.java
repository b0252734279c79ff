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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Uses the garbage collector of a JVM to find stuck virtual threads that nothing can wake. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = {
            "Has the garbage collector say which stuck virtual threads nothing in the JVM can ever wake, and prints the report with what it"
                    + " said: leaked, or why that can't be told.",
            "It forces whole collections, which take seconds on a big heap, and may clear what the program reaches only weakly. So it asks"
                    + " first; where nobody can be asked, it wants --yes. If no agent is there it attaches one, with a threshold of 5s unless"
                    + " the options say otherwise, that leaves again."
        })
final class ProveCommand implements Callable<Integer> {
    private final Sessions sessions;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Mixin
    private Arguments arguments = new Arguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    ProveCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        long pid = arguments.pid();
        String options = arguments.text();
        Session session = sessions.with(pid);
        Messages messages = session.messages();
        Optional<AgentReply> told = session.told();
        if (!yes && !isConfirmed(pid)) {
            messages.line("nothing was done to pid " + pid);
            return 0;
        }
        boolean leaves = session.hold(told.orElse(null), options);
        session.awaitReport();
        int code = ReportPrinter.print(
                session.prove(),
                new ReportFilter(Duration.ZERO, Set.of()),
                json,
                spec.commandLine().getOut(),
                Terminal.colours(),
                messages);
        if (leaves) {
            session.leave();
        }
        return code;
    }

    private boolean isConfirmed(long pid) throws Failure {
        if (!Terminal.inputIsTerminal()) {
            throw Failure.wrongUse("prove forces garbage collections in pid " + pid
                    + ", and may clear what its program reaches only weakly: add --yes");
        }
        spec.commandLine()
                .getErr()
                .print("Garbage collections will be forced in pid " + pid
                        + ", which pause it, and what its program reaches only weakly may be cleared. Go on? [y/N] ");
        spec.commandLine().getErr().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (IOException e) {
            return false;
        }
    }
}
