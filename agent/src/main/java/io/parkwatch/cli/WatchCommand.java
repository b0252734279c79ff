// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.watch.Watch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the findings of a JVM live. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what is stuck, live: a table on a terminal (q quits), a line for each change elsewhere. If no agent is there it"
                    + " attaches one, with a threshold of 5s unless the options say otherwise, that leaves within 20 seconds of the end."
        })
final class WatchCommand implements Callable<Integer> {
    private final Sessions sessions;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Mixin
    private Arguments arguments = new Arguments();

    WatchCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        long pid = arguments.pid();
        String options = arguments.text();
        Session session = sessions.with(pid);
        boolean leaves = session.hold(session.told().orElse(null), options);
        Watch.run(
                () -> session.told().orElseThrow(() -> Failure.unreachable("the agent has left")),
                spec.commandLine().getOut(),
                session.nanos());
        if (leaves) {
            session.messages().line("the agent leaves pid " + pid + " within 20 s, unless somebody else watches");
        }
        return 0;
    }
}
