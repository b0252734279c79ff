// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchLinesTest {
    private static final Finding SENDER = WatchSamples.with(Samples.leakedSender(), Verdict.STUCK, 3, 0);
    private static final String PLACE = "at com.acme.Search.lambda$first$0(Search.java:41) #9f31c0de7a55b102";
    private static final String SENTENCE =
            "sender    3 virtual threads wait to put into a SynchronousQueue that nobody takes from ";

    @Test
    void theFirstLinesSayWhatIsWatchedAndWhatIsThere() {
        assertThat(WatchLines.first(Samples.full(), WatchSamples.settled()))
                .containsExactly(
                        "2026-11-24 11:00:00 UTC watching com.acme.Shop, pid 4711 on shop-7, JDK 21.0.9: 4 of 12,032"
                                + " threads stuck (2 leaked) for 60s or longer",
                        "Does not work here: platform threads unwatched: no java.management in this image",
                        "11:00:00 leaked     " + SENTENCE + PLACE,
                        "11:00:00 stuck      receiver  1 platform thread waits to take from an ArrayBlockingQueue at"
                                + " com.acme.Worker.run(Unknown Source) #00000000000000aa");
    }

    @Test
    void untilTheThresholdIsOverNothingIsSaidToBeFreeAndThenOnce() {
        StringWriter out = new StringWriter();
        WatchLines view = new WatchLines(new PrintWriter(out));
        Status young = WatchSamples.status(Duration.ofSeconds(3), Duration.ofMillis(1_500), 0);

        assertThat(view.show(Samples.quiet(), young)).isTrue();
        assertThat(view.show(Samples.quiet(), young)).isTrue();
        assertThat(view.show(Samples.quiet(), WatchSamples.settled())).isTrue();
        assertThat(view.show(Samples.quiet(), WatchSamples.settled())).isTrue();

        assertThat(out.toString().lines())
                .containsExactly(
                        "2026-11-24 11:00:00 UTC watching A JVM, pid 4711, JDK 21.0.9: What is stuck is known in 2s:"
                                + " the agent came a moment ago",
                        "11:00:00 " + WatchWords.headline(Samples.quiet()));
    }

    @Test
    void aFindingThatComesAndOneThatGoesHaveALineEach() {
        assertThat(changes(now(), now(SENDER))).containsExactly("11:00:05 new        " + SENTENCE + PLACE);
        assertThat(changes(now(SENDER), now())).containsExactly("11:00:05 gone       " + SENTENCE + PLACE);
    }

    @Test
    void aCountThatChangesHasALine() {
        Finding five = WatchSamples.with(SENDER, Verdict.STUCK, 5, 0);

        assertThat(changes(now(SENDER), now(five))).containsExactly("11:00:05 grew       sender    3 -> 5 " + PLACE);
        assertThat(changes(now(five), now(SENDER))).containsExactly("11:00:05 fell       sender    5 -> 3 " + PLACE);
        assertThat(changes(now(five), now(five))).isEmpty();
    }

    @Test
    void aProofHasALineAlsoWhenItIsTheSecond() {
        Finding one = WatchSamples.with(SENDER, Verdict.LEAKED, 3, 1);
        Finding all = WatchSamples.with(SENDER, Verdict.LEAKED, 3, 3);

        assertThat(changes(now(SENDER), now(one)))
                .containsExactly("11:00:05 leaked     " + SENTENCE + "(proved: 1 of them) " + PLACE);
        assertThat(changes(now(one), now(all))).containsExactly("11:00:05 leaked     " + SENTENCE + PLACE);
    }

    @Test
    void aRootAndWhatWaitsBehindItAreTold() {
        Finding root = SENDER.toBuilder().under(null, 1).build();
        Finding behind = SENDER.toBuilder().under("00000000000000bb", 0).build();

        assertThat(changes(now(), now(root)))
                .containsExactly("11:00:05 new        " + SENTENCE + "(1 thread waits behind it) " + PLACE);
        assertThat(changes(now(), now(behind)))
                .containsExactly("11:00:05 new        " + SENTENCE + "(behind #00000000000000bb) " + PLACE);
    }

    @Test
    void aNewDayIsSaidOnce() {
        Snapshot before = WatchSamples.at("2026-11-24T23:59:58Z");

        assertThat(WatchLines.changes(before, WatchSamples.at("2026-11-25T00:00:03Z", SENDER)))
                .hasSize(2)
                .startsWith("00:00:03 UTC, 2026-11-25");
    }

    @Test
    void aFullReportMayHaveDroppedAFinding() {
        Snapshot full = Samples.snapshot(WatchSamples.many(200), Samples.AT, List.of(), null);

        assertThat(WatchLines.changes(now(SENDER), full)).anyMatch(line -> line.contains("(or past the worst 200)"));
    }

    @Test
    void noNameBreaksALine() {
        assertThat(changes(now(), now(WatchSamples.hostile())))
                .singleElement()
                .asString()
                .doesNotContainPattern("\\p{Cc}|\\p{Cf}");
    }

    private static List<String> changes(Snapshot before, Snapshot now) {
        return WatchLines.changes(before, now);
    }

    private static Snapshot now(Finding... findings) {
        return WatchSamples.at("2026-11-24T11:00:05Z", findings);
    }
}
