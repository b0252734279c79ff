// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.BlindSpots.Carriers;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.AgentFacts;
import io.parkwatch.finding.Snapshot.JvmFacts;
import io.parkwatch.finding.Snapshot.JvmRead;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.ThreadCounts.States;
import io.parkwatch.finding.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report of {@link ReportJson} back to a snapshot. A newer agent of schema 1 may add fields and words, which is
 * no error.
 */
public final class ReportReader {
    private ReportReader() {}

    private static Map<Role, Long> none() {
        return Map.of(Role.SENDER, 0L, Role.LOCK, 0L, Role.WAITER, 0L, Role.RECEIVER, 0L);
    }

    /**
     * Reads a report. Outputs of the snapshot equal those of the report. Values that a report does not contain are
     * neutral: the CPU time of the look and the totals are 0, the parts of problems are empty, dates are whole seconds,
     * no frame's class is a queue, and only the sums of {@code watched} are right.
     *
     * @throws ReportException if the text is no JSON object, is of another schema, or lacks a field that every report
     *     of schema 1 has
     */
    public static Snapshot read(String json) throws ReportException {
        Fields report = Fields.ofReport(json);
        return new Snapshot(
                agent(report.object("agent")),
                jvm(report.object("jvm")),
                report.time("at"),
                0,
                problems(report),
                watched(report.object("watched")),
                findings(report),
                main(report.objectOrNull("main")),
                new Totals(none(), none(), none(), 0, 0),
                report.count("findingsLeftOut"),
                proof(report.objectOrNull("proof")),
                unseen(report));
    }

    private static BlindSpots unseen(Fields report) throws ReportException {
        List<BlindSpots.Blind> blind = new ArrayList<>();
        for (Fields row : report.objects("blind")) {
            blind.add(new BlindSpots.Blind(row.text("what"), row.count("threads"), row.text("text")));
        }
        List<BlindSpots.LeftOut> leftOut = new ArrayList<>();
        for (Fields row : report.objects("leftOut")) {
            leftOut.add(new BlindSpots.LeftOut(row.text("why"), row.count("threads")));
        }
        Fields c = report.objectOrNull("carriers");
        Carriers carriers = c == null
                ? null
                : new Carriers(
                        c.count("parallelism"), c.count("pinned"), c.count("ready"), c.seconds("readyOldestSeconds"));
        return new BlindSpots(blind, leftOut, report.count("unread"), carriers);
    }

    private static @Nullable ProofRun proof(@Nullable Fields p) throws ReportException {
        return p == null ? null : new ProofRun(p.time("at"), p.textOrNull("problem"));
    }

    private static AgentFacts agent(Fields a) throws ReportException {
        return new AgentFacts(
                a.text("version"),
                a.flag("attached"),
                a.text("threshold"),
                a.text("interval"),
                a.count("look"),
                a.textOrNull("url"));
    }

    private static JvmFacts jvm(Fields j) throws ReportException {
        return new JvmRead(
                j.number("pid"), j.text("java"), j.textOrNull("main"), j.textOrNull("host"), j.time("started"));
    }

    private static List<Problem> problems(Fields report) throws ReportException {
        List<Problem> problems = new ArrayList<>();
        for (String text : report.texts("problems")) {
            problems.add(new Problem("", text));
        }
        return problems;
    }

    private static List<Finding> findings(Fields report) throws ReportException {
        List<Finding> findings = new ArrayList<>();
        for (Fields finding : report.objects("findings")) {
            findings.add(FindingReader.read(finding));
        }
        return findings;
    }

    /** Reads the counts. The report has states over all types, and any split gives the sums that are shown. */
    private static ThreadCounts watched(Fields w) throws ReportException {
        int left = w.count("platform");
        int virtualLeft = w.count("virtual");
        int[] platform = new int[4];
        int[] virtual = new int[4];
        int[] coroutines = new int[4];
        String[] states = {"running", "waiting", "idle", "stuck"};
        for (int i = 0; i < states.length; i++) {
            int all = w.count(states[i]);
            platform[i] = Math.min(left, all);
            virtual[i] = Math.min(virtualLeft, all - platform[i]);
            coroutines[i] = all - platform[i] - virtual[i];
            left -= platform[i];
            virtualLeft -= virtual[i];
        }
        States others = w.countOrNull("coroutines") == null ? null : states(coroutines);
        return new ThreadCounts(states(platform), states(virtual), others, w.count("leaked"), w.count("reclaimed"));
    }

    private static States states(int[] of) {
        return new States(of[0], of[1], of[2], of[3]);
    }

    private static @Nullable MainWait main(@Nullable Fields m) throws ReportException {
        return m == null
                ? null
                : new MainWait(
                        FrameReader.parse(m.required("waitsAt")),
                        m.text("operation"),
                        m.seconds("seconds"),
                        m.flag("atLeast"),
                        m.flag("end"));
    }
}
