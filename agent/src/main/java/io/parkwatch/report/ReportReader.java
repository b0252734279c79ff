// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.BlindSpots.Blind;
import io.parkwatch.finding.BlindSpots.Carriers;
import io.parkwatch.finding.BlindSpots.LeftOut;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.AgentFacts;
import io.parkwatch.finding.Snapshot.Ended;
import io.parkwatch.finding.Snapshot.JvmRead;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.Snapshot.Service;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.ThreadCounts.States;
import io.parkwatch.finding.Totals;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report of {@link ReportJson} back to a snapshot. A newer agent of schema 1 may add fields and words, which is
 * no error.
 */
public final class ReportReader {
    private static final String SCHEMA = "1";

    private ReportReader() {}

    /** The fields that a report of any schema has. */
    record Header(String schema, @Nullable Maker agent) {}

    record Maker(String version) {}

    record Report(
            AgentFacts agent,
            JvmRead jvm,
            @Nullable Service service,
            Instant at,
            List<Problem> problems,
            Watched watched,
            List<Finding> findings,
            int findingsLeftOut,
            @Nullable MainWait main,
            @Nullable ProofRun proof,
            List<Blind> blind,
            List<LeftOut> leftOut,
            int unread,
            @Nullable Carriers carriers,
            List<Ended> ended) {}

    record Watched(
            int platform,
            int virtual,
            @Nullable Integer coroutines,
            int running,
            int waiting,
            int idle,
            int stuck,
            int leaked,
            int deadlocked,
            int reclaimed) {

        /** Returns counts with the same sums. How the states split over the types is not known, and not shown. */
        ThreadCounts counts() {
            int others = coroutines == null ? 0 : coroutines;
            return new ThreadCounts(
                    new States(platform, 0, 0, 0),
                    new States(running - platform - others, waiting, idle, stuck),
                    coroutines == null ? null : new States(others, 0, 0, 0),
                    leaked,
                    deadlocked,
                    reclaimed);
        }
    }

    /**
     * Reads a report. Outputs of the snapshot equal those of the report. Values that a report does not contain are
     * neutral: the CPU time of the look and the totals are 0, the parts of problems are empty, dates are whole seconds,
     * no frame's class is a queue, and only the sums of {@code watched} are right.
     */
    public static Snapshot read(String json) throws ReportException {
        JsonElement root = parse(json);
        if (!root.isJsonObject()) {
            throw ReportException.because("this is no report: not a JSON object");
        }
        RecordReader reader = new RecordReader();
        Header header = reader.read(Header.class, root, "");
        if (!header.schema().equals(SCHEMA)) {
            throw ReportException.because(
                    "the report has schema " + header.schema() + ", and this is a reader of schema " + SCHEMA,
                    header.agent() == null ? "" : header.agent().version());
        }
        Report report = reader.read(Report.class, root, "");
        Totals unknown = new Totals(Totals.none(), Totals.none(), Totals.none(), 0, 0);
        return Snapshot.of(report.agent, report.jvm.of(report.service), report.at, report.watched.counts(), unknown)
                .problems(report.problems)
                .findings(report.findings)
                .findingsLeftOut(report.findingsLeftOut)
                .main(report.main)
                .proof(report.proof)
                .unseen(new BlindSpots(report.blind, report.leftOut, report.unread, report.carriers))
                .ended(report.ended)
                .build();
    }

    private static JsonElement parse(String text) throws ReportException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT); // else a line printed by another program would pass as JSON
        try {
            JsonElement root = JsonParser.parseReader(reader);
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return root;
            }
        } catch (JsonParseException | IOException e) {
            // Gson's message is advice for programmers; the path below helps more.
        }
        throw ReportException.because("the report is no whole JSON: it breaks at " + reader.getPath());
    }
}
