// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.Told;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.report.ReportException;
import io.parkwatch.report.ReportFilter;
import io.parkwatch.report.ReportReader;
import io.parkwatch.report.ReportText;
import java.io.PrintWriter;
import java.util.regex.Pattern;

/** Prints a report. */
final class ReportPrinter {
    /** Something is stuck. */
    static final int STUCK = 10;

    private static final Pattern TITLE = Pattern.compile("(?m)^(\\d+\\. (?:stuck|LEAKED|reclaimed) .*)$");

    private ReportPrinter() {}

    /** The exit code, for what the filter keeps. */
    static int print(Told told, ReportFilter filter, boolean json, PrintWriter out, boolean colours, Messages messages)
            throws Failure {
        String report = told.report();
        if (report == null) {
            throw Failure.failed("the agent has made no look yet: report again");
        }
        try {
            Snapshot all = ReportReader.read(report);
            Snapshot kept = filter.of(all);
            out.print(json ? filter.json(report) + '\n' : text(kept, colours));
            out.flush();
            int hidden = all.findings().size() - kept.findings().size();
            if (hidden > 0) {
                messages.line(hidden + (hidden == 1 ? " finding is" : " findings are")
                        + " left out by --min-age or --role, and not in the exit code");
            }
            boolean stuck = kept.findings().stream()
                    .anyMatch(f -> f.count() > 0 && !isOver(f.verdict().word()));
            return stuck ? STUCK : 0;
        } catch (ReportException e) {
            throw Failure.failed(e.getMessage());
        }
    }

    private static boolean isOver(String verdict) {
        return verdict.equals("reclaimed");
    }

    private static String text(Snapshot snapshot, boolean colours) {
        String text = ReportText.of(snapshot);
        return colours ? TITLE.matcher(text).replaceAll("\u001b[1m$1\u001b[0m") : text;
    }
}
