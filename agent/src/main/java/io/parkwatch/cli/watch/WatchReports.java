// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.text.Printable;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Shows a watch as JSON for programs: the report of each look, on a line of its own, as the agent wrote it. */
class WatchReports implements WatchView, ReplySource {
    private final ReplySource source;
    private final PrintWriter out;
    private @Nullable String report;
    private @Nullable String shown;

    WatchReports(ReplySource source, PrintWriter out) {
        this.source = source;
        this.out = out;
    }

    @Override
    public AgentReply reply() throws Failure {
        AgentReply reply = source.reply();
        report = reply.report();
        return reply;
    }

    @Override
    public boolean show(@Nullable Snapshot snapshot, Status status) {
        if (report != null && !report.equals(shown)) { // between two looks the agent gives the same one
            out.println(Printable.json(report));
            shown = report;
        }
        return !out.checkError();
    }
}
