// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.HeldBy;
import io.parkwatch.finding.Finding.Unproved;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportReaderTest {
    @Test
    void aReportWithEverythingInItIsTheSameAgain() throws ReportException {
        String json = ReportJson.of(everything());
        assertThat(json).contains("\"findingsLeftOut\":4802", "\"atLeast\":true", "Native Method", "countHourAgo");

        assertThat(ReportJson.of(ReportReader.read(json))).isEqualTo(json);
    }

    @Test
    void aReportInWhichLittleIsKnownIsTheSameAgain() throws ReportException {
        for (Snapshot s : List.of(
                Samples.quiet(),
                Samples.full(),
                Samples.coroutines(),
                Samples.deadlock(),
                Samples.with(Samples.quiet(), Samples.UNSEEN),
                Samples.with(Samples.quiet(), Samples.STARVED),
                Samples.snapshot(Samples.receiver()))) {
            String json = ReportJson.of(s);

            assertThat(ReportJson.of(ReportReader.read(json))).isEqualTo(json);
        }
    }

    @Test
    void theLargestFindingIsTheSameAgain() throws ReportException {
        String json = ReportJson.of(Samples.snapshot(Samples.huge(1_000)));

        assertThat(ReportJson.of(ReportReader.read(json))).isEqualTo(json);
    }

    @Test
    void theTextOfAReportThatWasReadIsTheAgentsOwn() throws ReportException {
        for (Snapshot s : List.of(Samples.quiet(), Samples.full(), Samples.coroutines(), Samples.deadlock())) {
            assertThat(ReportText.of(ReportReader.read(ReportJson.of(s)), null)).isEqualTo(ReportText.of(s, null));
        }
    }

    @Test
    void theRecordsAreThoseThatWereWritten() throws ReportException {
        Snapshot s = ReportReader.read(ReportJson.of(Samples.full()));

        Finding sender = s.findings().get(0);
        assertThat(sender.verdict()).isEqualTo(Verdict.LEAKED);
        assertThat(sender.role()).isEqualTo(Role.SENDER);
        assertThat(sender.channel()).isEqualTo(Samples.leakedSender().channel());
        assertThat(sender.stack()).isEqualTo(Samples.leakedSender().stack());
        assertThat(sender.alsoCreatedAt()).isEqualTo(Samples.leakedSender().alsoCreatedAt());
        assertThat(sender.threads().get(1))
                .isEqualTo(Samples.thread(64, "", true, Instant.parse("2026-11-24T10:59:00Z"), 60, true));
        assertThat(s.jvm()).isEqualTo(Samples.full().jvm());
        assertThat(s.agent()).isEqualTo(Samples.full().agent());
        assertThat(s.lookSeconds()).isZero();
        assertThat(s.totals().stuck()).containsOnlyKeys(Role.values()).containsValue(0L);
    }

    @Test
    void findingsThatTheAgentLeftOutAreStillCounted() throws ReportException {
        String json = ReportJson.of(Samples.snapshot(Samples.many(5_000), Samples.AT, List.of(), null));

        Snapshot s = ReportReader.read(json);

        assertThat(s.findingsLeftOut()).isEqualTo(4_800);
        assertThat(ReportText.of(s, null))
                .contains("200. stuck ")
                .contains("and 4,800 more findings, less severe than these");
    }

    @Test
    void aReportWithoutFindingsMayHaveLeftSomeOut() throws ReportException {
        String json =
                ReportJson.of(Samples.quiet()).replace("\"findings\":[]", "\"findings\":[],\"findingsLeftOut\":2");

        assertThat(ReportText.of(ReportReader.read(json), null))
                .contains("\n     2 findings left out of this report.\n");
    }

    @Test
    void fieldsOfANewerAgentAreIgnored() throws ReportException {
        String json = ReportJson.of(Samples.full());
        String newer = json.replace("{\"schema\"", "{\"new\":{\"a\":[1,null]},\"schema\"")
                .replace("\"fingerprint\"", "\"mood\":[],\"fingerprint\"")
                .replace("\"id\":61", "\"id\":61,\"fibre\":true")
                .replace("\"capacity\":0", "\"capacity\":0,\"state\":{\"mood\":{},\"arrived\":null}");

        assertThat(newer).isNotEqualTo(json);
        assertThat(ReportJson.of(ReportReader.read(newer))).isEqualTo(json);
    }

    @Test
    void wordsOfANewerAgentClaimTheLeast() throws ReportException {
        String json = ReportJson.of(Samples.snapshot(Samples.leakedSender()))
                .replace("\"leaked\",\"role\"", "\"cursed\",\"role\"")
                .replace("\"sender\"", "\"juggler\"")
                .replace("\"rendezvous\"", "\"elastic\"");

        Finding finding = ReportReader.read(json).findings().get(0);

        assertThat(finding.verdict()).isEqualTo(Verdict.STUCK);
        assertThat(finding.role()).isEqualTo(Role.WAITER);
        assertThat(finding.channel().kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void whatIsAbsentOrNullIsEmpty() throws ReportException {
        Snapshot s = ReportReader.read("""
                {"schema":1,"agent":{},"jvm":{"started":"2026-11-24T10:00:00Z","host":null},"at":"2026-11-24T11:00:00Z",
                 "watched":{"stuck":1,"virtual":1},"main":null,
                 "findings":[{"fingerprint":"aa","verdict":"stuck","role":"lock","count":1,"waitsAt":"a.b(c)",
                              "firstSeen":"2026-11-24T10:00:00Z","threads":null}]}
                """);

        assertThat(s.jvm().host()).isNull();
        assertThat(s.main()).isNull();
        Finding finding = s.findings().get(0);
        assertThat(finding.channel().type()).isEmpty();
        assertThat(finding.countHourAgo()).isNull();
        assertThat(finding.threads()).isEmpty();
        assertThat(ReportText.of(s, null))
                .contains("Since ")
                .doesNotContain("Threads ")
                .doesNotContain("null");
    }

    @Test
    void hostileTextCannotDriveTheTerminal() throws ReportException {
        String evil = "\\u001b[31m\\n\\u202e";
        String json = ReportJson.of(Samples.full())
                .replace("\"1.0.0\"", '"' + evil + '"')
                .replace("\"60s\"", '"' + evil + '"')
                .replace("\"5s\"", '"' + evil + '"')
                .replace("9f31c0de7a55b102", evil)
                .replace("Search.java:38", evil)
                .replace("com.acme.Shop", evil)
                .replace("search-1", evil);

        assertThat(ReportText.of(ReportReader.read(json), null).lines())
                .noneMatch(line -> line.codePoints().anyMatch(c -> c < ' ' || c == 0x202e))
                .hasSameSizeAs(ReportText.of(Samples.full(), null).lines().toList());
    }

    /** Returns a report with each field, each form of a frame, and unusual names. */
    private static Snapshot everything() {
        Finding f = Samples.leakedSender();
        List<Frame> frames = List.of(
                new Frame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2, false),
                new Frame("com.acme.X", "<init>", "X.java", 0, false),
                new Frame("com.acme.X", "<clinit>", null, -1, false),
                new Frame("app//com.acme.X$$Lambda/0x7f", "it's (\"all\") <b>\u2028\ud83d\ude00", "a(b).kt", 7, false));
        Channel channel = new Channel(
                "x\n",
                Kind.UNBOUNDED,
                3,
                null,
                frames,
                List.of(new Place(2, frames), new Place(1, frames)),
                "org.acme.Pool",
                2,
                "com.acme.Registry",
                Map.of("parties", 3, "arrived", 2));
        Finding odd = Finding.of("00000000000000ff", Role.WAITER, "await\u0007", channel, frames.get(3))
                .verdict(Verdict.RECLAIMED)
                .sentences("\u0000\"\\", "</script>")
                .counts(1_000, 0, 7)
                .age(0.05)
                .history(Instant.parse("2026-11-24T10:59:59.9Z"), 0)
                .threads(List.of(
                        Samples.thread(Long.MAX_VALUE, "\u202e\ud800", false, Samples.AT, 1e6, true),
                        Samples.thread(-1, " ", true, Instant.EPOCH, 0.04, false)))
                .stack(frames)
                .createdAt(frames, List.of(new Place(998, frames)))
                .notProved(List.of(new Unproved("timed wait", 4), new Unproved("pinned", 3)))
                .alsoWaitsAt(List.of(new Place(3, frames.subList(1, 2))))
                .heldBy(
                        new Holder(44, "\u202e", true, Holder.JOINED),
                        List.of(new HeldBy(2, new Holder(0, "", false, Holder.COROUTINE))))
                .build();
        Snapshot s = Samples.full();
        ThreadCounts watched =
                new ThreadCounts(s.watched().platform(), s.watched().virtual(), null, 2, 0, 50);
        return Snapshot.of(s.agent(), s.jvm(), s.at(), watched, s.totals())
                .problems(s.problems())
                .findings(List.of(f, odd, Samples.receiver()))
                .findingsLeftOut(4_802)
                .main(s.main())
                .proof(new ProofRun(s.at(), "debugger attached"))
                .unseen(Samples.UNSEEN)
                .build();
    }
}
