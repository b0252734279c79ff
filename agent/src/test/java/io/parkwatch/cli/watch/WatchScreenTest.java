// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.Samples;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchScreenTest {
    private static final Terminal.Size WIDE = new Terminal.Size(120, 24);
    private static final Snapshot THREE =
            WatchSamples.at("2026-11-24T11:00:00Z", Samples.leakedSender(), WatchSamples.lock(), Samples.receiver());

    @Test
    void aWideScreenShowsAllColumns() {
        assertThat(screen(THREE, 120, 24)).isEqualTo("""
            4 of 12,032 threads stuck (2 leaked) for 60s or longer
            11:00:00 UTC  com.acme.Shop, pid 4711 on shop-7, JDK 21.0.9

            VERDICT  ROLE      COUNT  IN 1H  OLDEST  CALL  CHANNEL             WAITS AT
            LEAKED   sender    3      +2     1m11s   put   SynchronousQueue    com.acme.Search.lambda$first$0(Search.java:41)
            stuck    lock      1,204  +2     1m11s   lock  ReentrantLock       com.acme.Stock.reserve(Stock.java:88)
            stuck    receiver  1             1h2m    take  ArrayBlockingQueue  com.acme.Worker.run(Unknown Source)

            q quit   http://127.0.0.1:9699/
            """);
    }

    @Test
    void at80ColumnsTheChannelGoesAndPlacesAreCut() {
        assertThat(screen(THREE, 80, 24)).isEqualTo("""
            4 of 12,032 threads stuck (2 leaked) for 60s or longer
            11:00:00 UTC  com.acme.Shop, pid 4711 on shop-7, JDK 21.0.9

            VERDICT  ROLE      COUNT  IN 1H  OLDEST  CALL  WAITS AT
            LEAKED   sender    3      +2     1m11s   put   Search.lambda$first$0:41
            stuck    lock      1,204  +2     1m11s   lock  Stock.reserve(Stock.java:88)
            stuck    receiver  1             1h2m    take  Worker.run(Unknown Source)

            q quit   http://127.0.0.1:9699/
            """);
    }

    @Test
    void at40ColumnsTheCountsAndThePlaceStayAndNoWordIsCut() {
        assertThat(screen(THREE, 40, 24)).isEqualTo("""
            4 of 12,032 threads stuck (2 leaked) for
            60s or longer
            11:00:00 UTC  com.acme.Shop, pid 4711 on
            shop-7, JDK 21.0.9

            VERDICT  COUNT  WAITS AT
            LEAKED   3      Search.lambda$first$0:41
            stuck    1,204  Stock.reserve:88
            stuck    1      Worker.run

            q quit   http://127.0.0.1:9699/
            """);
    }

    @Test
    void at80ColumnsColumnsGoBeforeAPlaceIsCut() {
        Finding f = Samples.leakedSender();
        Finding longer =
                WatchSamples.at(f, Samples.frame("com.acme.CheckoutController", "lambda$awaitPayment$12", 3_417));

        assertThat(screen(WatchSamples.at("2026-11-24T11:00:00Z", longer), 80, 24))
                .contains("  CheckoutController.lambda$awaitPayment$12:3417\n")
                .doesNotContain("...");
    }

    @Test
    void whatStaysOnTheTerminalHasNoKeys() {
        List<String> lines = lines(THREE, WatchSamples.settled(), 80, 24, false);

        assertThat(WatchScreen.withoutKeys(lines)).hasSize(7).last().asString().contains("Worker.run");
        assertThat(WatchScreen.withoutKeys(List.of("one line"))).containsExactly("one line");
    }

    @Test
    void aLowScreenShowsTheWorstAndCountsTheRest() {
        Snapshot many = Samples.snapshot(WatchSamples.many(15), Samples.AT, List.of(), null);

        assertThat(screen(many, 80, 7)).isEqualTo("""
            4 of 12,032 threads stuck (2 leaked) for 60s or longer
            11:00:00 UTC  com.acme.Shop, pid 4711 on shop-7, JDK 21.0.9
            VERDICT  ROLE    COUNT  OLDEST  CALL  CHANNEL             WAITS AT
            stuck    sender  2      1m40s   take  ArrayBlockingQueue  Worker.run
            stuck    sender  2      1m41s   take  ArrayBlockingQueue  Worker.run
            ... 13 more
            q quit   http://127.0.0.1:9699/
            """);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 40, 250})
    void noHeightIsExceededAndTheHeadlineStays(int rows) {
        Snapshot many = Samples.snapshot(
                WatchSamples.many(200), Samples.AT, Samples.full().problems(), null);

        List<String> lines = lines(many, WatchSamples.settled(), 80, rows, true);

        assertThat(lines).hasSizeBetween(1, rows);
        assertThat(lines.get(0)).startsWith("4 of 12,032");
        assertThat(lines.get(lines.size() - 1)).startsWith(rows == 1 ? "4 of" : "q quit");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 13, 40, 80, 81, 120, 400, 5_000})
    void noNameBreaksTheWidthOrDrivesTheTerminal(int columns) {
        Snapshot hostile = WatchSamples.at("2026-11-24T11:00:00Z", WatchSamples.hostile(), Samples.huge(3));

        List<String> lines = lines(hostile, WatchSamples.settled(), columns, 24, false);

        assertThat(lines).allSatisfy(line -> {
            assertThat(line).doesNotContainPattern("\\p{Cc}|\\p{Cf}");
            assertThat(Cells.width(line)).isLessThanOrEqualTo(columns);
        });
    }

    @Test
    void coloursSayWhatIsWorst() {
        List<String> lines = lines(THREE, WatchSamples.settled(), 80, 24, true);

        assertThat(lines.get(4)).startsWith("\u001b[31mLEAKED").endsWith("\u001b[0m");
        assertThat(lines.get(5)).startsWith("\u001b[33mstuck    lock").endsWith("\u001b[0m");
        assertThat(lines.get(6)).startsWith("\u001b[2mstuck    receiver").endsWith("\u001b[0m");
        assertThat(lines.get(0)).doesNotContain("\u001b");
    }

    @Test
    void nothingStuckReadsWellAndNamesWhatDoesNotWork() {
        Snapshot quiet = Samples.quiet();
        Snapshot s = quiet.toBuilder().problems(Samples.full().problems()).build();

        assertThat(screen(s, 100, 24)).isEqualTo("""
            Nothing is stuck: none of 7 threads was seen waiting for 60s or longer
            11:00:00 UTC  A JVM, pid 4711, JDK 21.0.9
            Does not work here: platform threads unwatched: no java.management in this image

            q quit   http://127.0.0.1:9699/
            """);
    }

    @Test
    void anAnonymousClassIsNamedByTheOneAroundIt() {
        assertThat(WatchWords.channel(on("com.acme.Three$3"))).isEqualTo("Three$3");
        assertThat(WatchWords.channel(on("com.acme.Outer$Inner"))).isEqualTo("Inner");
        assertThat(WatchWords.channel(on("com.acme.Outer$"))).isEqualTo("Outer$");
        assertThat(WatchWords.channel(on(""))).isEqualTo("-");
    }

    private static Finding on(String type) {
        return WatchSamples.on(type);
    }

    @Test
    void aWaitOlderThanTheAgentIsAtLeastSoOld() {
        Finding f = Samples.leakedSender();
        Finding young = WatchSamples.with(f, List.of(f.threads().get(1)));

        assertThat(WatchWords.oldest(f)).as("only its second thread").isEqualTo("1m11s");
        assertThat(WatchWords.oldest(young)).isEqualTo(">1m11s");
    }

    @Test
    void anAgentThatCameAMomentAgoSaysWhenItKnows() {
        assertThat(lines(
                        Samples.quiet(),
                        WatchSamples.status(Duration.ofSeconds(10), Duration.ofSeconds(49), 0),
                        80,
                        24,
                        false))
                .startsWith("What is stuck is known in 50s: the agent came a moment ago")
                .noneMatch(line -> line.contains("Nothing is stuck"));
        assertThat(lines(null, WatchSamples.status(Duration.ofMillis(-1), Duration.ZERO, 0), 80, 24, false))
                .containsExactly("Parkwatch 1.0.0 looks for the first time", "", "q quit   http://127.0.0.1:9699/");
    }

    @Test
    void whatWaitsBehindARootStandsBelowItAndChangesAreMarked() {
        Finding root = Samples.leakedSender().toBuilder().under(null, 1_204).build();
        Finding behind =
                WatchSamples.lock().toBuilder().under(root.fingerprint(), 0).build();
        Finding circle = WatchSamples.like(root, "00000000000000dd", Verdict.STUCK, 2);
        Marks marks = new Marks();
        marks.rows(WatchSamples.at(
                "2026-11-24T11:00:00Z", circle, Samples.receiver(), WatchSamples.like(root, "00", Verdict.STUCK, 7)));

        Snapshot now = WatchSamples.at(
                "2026-11-24T11:00:05Z",
                root,
                behind,
                WatchSamples.with(circle, Verdict.DEADLOCKED, 2, 0),
                WatchSamples.with(Samples.receiver(), Verdict.STUCK, 4, 0));

        assertThat(String.join("\n", WatchScreen.lines(now, WatchSamples.settled(), WIDE, false, marks)))
                .contains("""
            VERDICT     ROLE      COUNT  BEHIND  CHANGE      IN 1H  OLDEST  CALL  CHANNEL             WAITS AT
            LEAKED      sender    3      1,204   new         +2     1m11s   put   SynchronousQueue    Search.lambda$first$0:41
            stuck       lock      1,204          new         +2     1m11s   lock  ReentrantLock         Stock.reserve(Stock.java:88)
            DEADLOCKED  sender    2              proved now  +1     1m11s   put   SynchronousQueue    Search.lambda$first$0:41
            stuck       receiver  4              +3                 1h2m    take  ArrayBlockingQueue  Worker.run(Unknown Source)
            stuck       sender    7              ended       +6     1m11s   put   SynchronousQueue    Search.lambda$first$0:41
            """);
    }

    @Test
    void aProofIsRedUntilTheFindingHasEnded() {
        Marks marks = new Marks();
        Finding deadlocked = WatchSamples.with(WatchSamples.lock(), Verdict.DEADLOCKED, 2, 0);
        Snapshot before = WatchSamples.at("2026-11-24T11:00:00Z", deadlocked);
        Snapshot after = WatchSamples.at("2026-11-24T11:00:05Z");

        assertThat(WatchScreen.lines(before, WatchSamples.settled(), WIDE, true, marks))
                .anyMatch(line -> line.startsWith("\u001b[31mDEADLOCKED"));
        assertThat(WatchScreen.lines(after, WatchSamples.settled(), WIDE, true, marks))
                .anyMatch(line -> line.startsWith("\u001b[2mDEADLOCKED") && line.contains("  ended  "));
    }

    private static String screen(Snapshot s, int columns, int rows) {
        return String.join("\n", lines(s, WatchSamples.settled(), columns, rows, false)) + "\n";
    }

    private static List<String> lines(@Nullable Snapshot s, Status status, int columns, int rows, boolean colours) {
        return WatchScreen.lines(s, status, new Terminal.Size(columns, rows), colours, new Marks());
    }
}
