// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.watch.Watch;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description = {
            "Shows what is stuck, live: a table on a terminal (q quits), a line for each change elsewhere. If no agent is there it"
                    + " attaches one, with a threshold of 5s unless the options say otherwise, that leaves within 20 seconds of the end."
        })
final class WatchCommand extends AgentCommand {
    @Option(names = "--json", description = "A line for each look: its report as JSON.")
    private boolean json;

    @Override
    int run(Session session, String options) throws Failure, InterruptedException {
        Optional<AgentReply> there = session.reply();
        session.hold(there, "while", options);
        Watch.run(
                () -> session.reply().orElseThrow(() -> Failure.unreachable("the agent has left")),
                out(),
                json,
                session.nanos());
        if (there.isEmpty()) {
            session.messages()
                    .line("the agent leaves pid " + session.pid() + " within 20 s, unless somebody else watches");
        }
        return 0;
    }
}
