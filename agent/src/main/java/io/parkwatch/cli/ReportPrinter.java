// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.BlindSpotsText;
import io.parkwatch.report.ReportException;
import io.parkwatch.report.ReportFilter;
import io.parkwatch.report.ReportReader;
import io.parkwatch.report.ReportText;
import io.parkwatch.text.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints a report and determines its exit code. */
final class ReportPrinter {
    /** The exit code if something is stuck. */
    static final int STUCK = 10;

    /** The exit code if nothing that was seen is stuck, but not everything was seen. */
    static final int UNSEEN = 4;

    private static final Pattern TITLE = Pattern.compile("(?m)^(\\d+\\. (?:stuck|LEAKED|DEADLOCKED|reclaimed) .*)$");

    private ReportPrinter() {}

    /** Prints the findings that the filter keeps, and returns the exit code for them. */
    static int print(
            AgentReply reply, ReportFilter filter, boolean json, PrintWriter out, boolean colours, Messages messages)
            throws Failure {
        String report = reply.report();
        if (report == null) {
            throw Failure.failed("the agent has made no look yet: report again");
        }
        try {
            Snapshot all = ReportReader.read(report);
            Snapshot kept = filter.of(all);
            Duration stale = reply.status().stale() ? reply.status().sinceLook() : null;
            out.print(json ? Printable.json(filter.json(report, all.findings())) + '\n' : text(kept, stale, colours));
            out.flush();
            int hidden = all.findings().size() - kept.findings().size();
            if (hidden > 0) {
                messages.line(hidden + (hidden == 1 ? " finding is" : " findings are")
                        + " left out by --min-age or --role, and not in the exit code");
            }
            boolean stuck = kept.findings().stream().anyMatch(f -> f.count() > 0 && f.verdict() != Verdict.RECLAIMED);
            if (stale != null) {
                throw Failure.failed("the agent's last look ended " + stale.toSeconds()
                        + " s ago, and one is made every " + all.agent().interval()
                        + ": what is stuck now is not known; a line on its standard error may say why");
            }
            return stuck ? STUCK : BlindSpotsText.unsaid(all).isEmpty() ? 0 : UNSEEN;
        } catch (ReportException e) {
            throw Failure.failed(e.getMessage());
        }
    }

    private static String text(Snapshot snapshot, @Nullable Duration stale, boolean colours) {
        String text = ReportText.of(snapshot, stale);
        return colours ? TITLE.matcher(text).replaceAll("\u001b[1m$1\u001b[0m") : text;
    }
}
