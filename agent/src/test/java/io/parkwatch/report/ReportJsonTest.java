// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    @Test
    void whatWasNotJudgedIsTold() {
        assertThat(ReportJson.of(Samples.with(Samples.quiet(), Samples.UNSEEN)))
                .contains("\"lastLook\":\"2026-11-24T11:00:00Z\",\"look\":812,\"url\":\"http://127.0.0.1:9699/\"}")
                .contains(
                        ",\"blind\":[{\"what\":\"virtual_monitor\",\"threads\":3,\"text\":\"virtual threads in monitors:"
                                + " attached to JDK 25\"},")
                .contains(",\"leftOut\":[{\"why\":\"socket read\",\"threads\":10},")
                .contains(",\"unread\":8357");
        assertThat(ReportJson.of(Samples.quiet())).doesNotContain("blind", "leftOut", "unread", "url");
    }

    @Test
    void theWholeReportIsTheOneOfTheContract() {
        Golden.assertSame(ReportJsonTest.class, "report.json", ReportJson.of(Samples.full()) + '\n');
    }

    @Test
    void aJvmInWhichNothingIsStuckHasEmptyLists() {
        Golden.assertSame(ReportJsonTest.class, "quiet.json", ReportJson.of(Samples.quiet()) + '\n');
    }

    @Test
    void aDeadlockIsReportedWithItsCircleAndWhatIsBehindIt() {
        Golden.assertSame(ReportJsonTest.class, "deadlock.json", ReportJson.of(Samples.deadlock()) + '\n');
    }

    @Test
    void ofFiveThousandFindingsTheWorst200AreKeptAndTheRestCounted() {
        JsonObject report = parse(ReportJson.of(Samples.snapshot(Samples.many(5_000), Samples.AT, List.of(), null)));

        JsonArray findings = report.getAsJsonArray("findings");
        assertThat(findings).hasSize(200);
        assertThat(findings.get(199).getAsJsonObject().get("fingerprint").getAsString())
                .isEqualTo("00000000000000c7");
        assertThat(report.get("findingsLeftOut").getAsInt()).isEqualTo(4_800);
    }

    @Test
    void aFindingOfAHundredThousandThreadsShowsTwentyAndStaysBelowAMegabyte() {
        String json = ReportJson.of(Samples.snapshot(Samples.huge(100_000)));

        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1_000_000);
        JsonObject finding = parse(json).getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(finding.get("count").getAsInt()).isEqualTo(100_000);
        assertThat(finding.getAsJsonArray("threads")).hasSize(20);
        assertThat(finding.getAsJsonArray("stack")).hasSize(64);
        assertThat(finding.get("operation").getAsString()).hasSize(200);
    }

    @Test
    void findingsThatWouldPassAMegabyteAreLeftOutWhole() {
        List<Finding> findings = new ArrayList<>(Collections.nCopies(40, Samples.huge(20)));
        findings.add(Samples.receiver());

        String json = ReportJson.of(Samples.snapshot(findings, Samples.AT, List.of(), null));

        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(800_000, 1_000_000);
        int kept = parse(json).getAsJsonArray("findings").size();
        assertThat(kept + parse(json).get("findingsLeftOut").getAsInt()).isEqualTo(41);
        assertThat(parse(json)
                        .getAsJsonArray("findings")
                        .get(kept - 1)
                        .getAsJsonObject()
                        .get("count")
                        .getAsInt())
                .as("worst first, none skipped")
                .isEqualTo(20);
    }

    @Test
    void aThousandProblemsDoNotDrownTheReport() {
        List<Problem> problems = Collections.nCopies(1_000, new Problem("http", "no ".repeat(10_000)));

        String json = ReportJson.of(Samples.snapshot(List.of(Samples.receiver()), Samples.AT, problems, null));

        assertThat(parse(json).getAsJsonArray("findings")).hasSize(1);
        assertThat(json).hasSizeLessThan(100_000);
    }

    @Test
    void nothingInItDrivesATerminalAndNothingIsLost() throws ReportException {
        Snapshot hostile = Samples.hostile();

        String json = ReportJson.of(hostile);

        assertThat(json).contains("\\u202e", "\\u009b", "\\u007f").doesNotMatch(Samples.DRIVES_A_TERMINAL);
        assertThat(ReportReader.read(json).findings()).isEqualTo(hostile.findings());
    }

    @Test
    void whatIsEscapedCountsInItsSize() throws ReportException {
        String json = ReportJson.of(Samples.snapshot(Samples.huge(20))).replace('\u4e2d', '\u202e');
        Finding turned = ReportReader.read(json).findings().get(0);

        String many =
                ReportJson.of(Samples.snapshot(Collections.nCopies(200, turned).toArray(Finding[]::new)));

        assertThat(parse(many).getAsJsonArray("findings")).isNotEmpty();
        assertThat(many.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1_000_000);
    }

    @Test
    void aCutDoesNotSplitACharacter() {
        assertThat(Limits.name("x".repeat(199) + "\ud83d\ude00")).isEqualTo("x".repeat(199));
    }

    private static JsonObject parse(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
