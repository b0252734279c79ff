// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.BlindSpots.Blind;
import io.parkwatch.finding.BlindSpots.Carriers;
import io.parkwatch.finding.BlindSpots.LeftOut;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.HeldBy;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Finding.Unproved;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.Snapshot.ProofRun;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    @Test
    void theWholeTextBeginsWithOneSentenceForEachFinding() {
        Golden.assertSame(ReportTextTest.class, "report.txt", ReportText.of(Samples.full(), null));
    }

    @Test
    void aJvmInWhichNothingIsStuckSaysSo() {
        Golden.assertSame(ReportTextTest.class, "quiet.txt", ReportText.of(Samples.quiet(), null));
    }

    @Test
    void aRootStandsBeforeItsConsequences() {
        Golden.assertSame(ReportTextTest.class, "deadlock.txt", ReportText.of(Samples.deadlock(), null));
    }

    @Test
    void aLinkThatNamesTheNextThreadByItselfNamesItOnce() {
        Finding circle = Samples.deadlock().findings().get(0);
        Finding joins = circle.toBuilder()
                .circle(
                        List.of(
                                new Link("a", 1, "end of b", null, "b", Holder.JOINED),
                                new Link("b", 2, "turn after c at Lock", null, "c", Holder.WRITES_FIRST),
                                new Link("c", 3, "end of term lock", null, "a", Holder.OWNS_LOCK)),
                        1)
                .build();

        assertThat(ReportText.of(Samples.snapshot(joins), null))
                .contains("\"a\" #1 waits for end of b\n")
                .contains("\"b\" #2 waits for turn after c at Lock\n")
                .contains("\"c\" #3 waits for end of term lock, held by \"a\" #1\n");
    }

    /** Coroutines have no ids by which one could be taken for another. */
    @Test
    void aCoroutineThatWaitsForAnotherOneDoesNotWaitForItself() {
        Finding waits = Samples.coroutines().findings().get(0);
        Holder reply = new Holder(0, "reply", false, Holder.STUCK, waits.waitsAt(), "00c1", Holder.COROUTINE);
        Finding held = waits.toBuilder()
                .heldBy(reply, List.of(new HeldBy(2, reply.as(Holder.CHILD))))
                .build();

        assertThat(ReportText.of(Samples.snapshot(held), null))
                .contains(
                        "Waits for     \"reply\" coroutine, stuck at com.acme.Feed.follow(Feed.java:9), finding #00c1")
                .contains("also 2 by \"reply\" coroutine, child of the job waited for, stuck at ");
    }

    @Test
    void whereAKindIsNotSeenNothingIsCalledStuckOnlyOfWhatIs() {
        BlindSpots one = new BlindSpots(
                List.of(new Blind("virtual_monitor", 1, "virtual threads in monitors: attached to JDK 25")),
                List.of(),
                0,
                null);

        assertThat(ReportText.of(Samples.with(Samples.quiet(), one), null))
                .startsWith(
                        "Nothing that Parkwatch sees is stuck; 1 virtual thread in monitors is not seen: attached to JDK 25.\n")
                .doesNotContain("Nothing is stuck");
        assertThat(ReportText.of(Samples.with(Samples.quiet(), Samples.UNSEEN), null))
                .startsWith(
                        "Nothing that Parkwatch sees is stuck; 3 virtual threads in monitors are not seen: attached to JDK 25;"
                                + " 2 of a newer kind are not seen; 8,357 old waits are not read yet.\n"
                                + "Left out: 10 in socket reads, 1 asleep, 2 by the option ignore, 4 (of a newer kind).\n");
        assertThat(ReportText.of(Samples.with(Samples.full(), Samples.UNSEEN), null))
                .contains(" can ever wake them.\n"
                        + "Not seen: 3 virtual threads in monitors (attached to JDK 25); 2 of a newer kind.\n"
                        + "8,357 old waits are not read yet: a later look says what they wait for.\n"
                        + "Left out: 10 in socket reads, ");
    }

    @Test
    void oneThreadOfAKindThatWaitsIsToldOfAsOne() {
        BlindSpots one = new BlindSpots(
                List.of(new BlindSpots.Blind(
                        "platform", 1, "platform threads that wait: no java.management in this image")),
                List.of(),
                0,
                null);

        assertThat(ReportText.of(Samples.with(Samples.quiet(), one), null))
                .startsWith("Nothing that Parkwatch sees is stuck; 1 platform thread that waits is not seen: ");
        assertThat(ReportText.of(Samples.with(Samples.full(), one), null))
                .contains("\nNot seen: 1 platform thread that waits (no java.management in this image).\n");
    }

    @Test
    void nothingIsCalledStuckOnlyOfWhatIsSeenWhileVirtualThreadsGetNoCarrier() {
        String sentence =
                "20 virtual threads are ready to run and have no carrier, the oldest for 33 s: all 2 carriers are pinned.\n";

        assertThat(ReportText.of(Samples.with(Samples.quiet(), Samples.STARVED), null))
                .startsWith("Nothing that Parkwatch sees is stuck; " + sentence);
        assertThat(ReportText.of(Samples.with(Samples.full(), Samples.STARVED), null))
                .contains(" can ever wake them.\n" + sentence);
        BlindSpots none = new BlindSpots(List.of(), List.of(), 0, new Carriers(2, 2, 0, 0));
        assertThat(ReportText.of(Samples.with(Samples.quiet(), none), null))
                .startsWith("Nothing is stuck: none of ")
                .doesNotContain("carrier");
    }

    @Test
    void whatWasLeftOutIsToldBelowTheHeadline() {
        BlindSpots sleeper = new BlindSpots(List.of(), List.of(new LeftOut("sleep", 1)), 0, null);

        assertThat(ReportText.of(Samples.with(Samples.quiet(), sleeper), null))
                .startsWith(
                        "Nothing is stuck: none of 7 threads was seen waiting for 60s or longer at one place of the program.\n"
                                + "Left out: 1 asleep.\n");
    }

    @Test
    void aStaleReportDoesNotSayThatNothingIsStuck() {
        Duration stale = Duration.ofSeconds(200);
        String unknown =
                "What is stuck now is not known: the last look ended 3 min 20 s ago, and one is made every 5s.\n";

        assertThat(ReportText.of(Samples.quiet(), stale)).startsWith(unknown).doesNotContainIgnoringCase("nothing");
        assertThat(ReportText.of(Samples.full(), stale)).startsWith(unknown + "4 of 12,032 threads are stuck");
    }

    @Test
    void aCoroutineIsToldAsOne() {
        String text = ReportText.of(Samples.coroutines(), null);

        assertThat(text)
                .contains("2 of 37 threads and coroutines on channels are stuck")
                .contains("  Threads       \"feed\" coroutine for 1 min 10 s, coroutine for 1 min 1 s\n")
                .contains(
                        "Of 30 platform threads, 0 virtual threads and 7 coroutines on channels, 9 run, 15 wait and 11"
                                + " are idle.\n");
        assertThat(ReportJson.of(Samples.coroutines()))
                .contains("\"coroutines\":7,\"running\":9,\"waiting\":15,\"idle\":11,\"stuck\":2,")
                .contains("{\"name\":\"feed\",\"coroutine\":true,", "{\"coroutine\":true,");
    }

    @Test
    void findingsPastTheCapAreCounted() {
        String text = ReportText.of(Samples.snapshot(Samples.many(5_000), Samples.AT, List.of(), null), null);

        assertThat(text).contains("200. stuck ").doesNotContain("201. stuck ").contains("and 4,800 more findings");
    }

    @Test
    void aWaitThatAnAttachedAgentFoundHasNoExactAge() {
        String text = ReportText.of(attached(Samples.beforeTheFirstLook(1)), null);

        assertThat(text)
                .contains(
                        "  1. stuck      1 platform thread waits (for at least 7 s)\n     \"At least\": since before the agent came.\n")
                .contains(
                        "  Since         before the agent came (it looked first at 2026-11-24 10:59:53 UTC), at least 7 s ago\n")
                .contains("  Threads       \"w-0\" #0 for at least 7 s\n");
    }

    @Test
    void ofAThousandSuchWaitsTheOldestHasNoExactAge() {
        String text = ReportText.of(attached(Samples.beforeTheFirstLook(1_000)), null);

        assertThat(text)
                .contains("  1. stuck      1,000 platform threads wait"
                        + " (the oldest for at least 7 s)\n     \"At least\": since before the agent came.\n")
                .contains("at least 7 s ago\n")
                .contains("#2, \"w-3\" #3, \"w-4\" #4 for at least 7 s each and 995 more\n");
    }

    @Test
    void aMainMethodThatWaitedBeforeTheFirstLookHasNoExactAge() {
        MainWait main = new MainWait(Samples.frame("com.acme.Shop", "main", 12), "await", 7, true, false);
        Snapshot s = Samples.snapshot(List.of(), Samples.AT, List.of(), main);

        assertThat(ReportText.of(s, null))
                .contains("The program's main waits for at least 7 s, at com.acme.Shop.main")
                .doesNotContain("the end");
        assertThat(ReportJson.of(s)).contains("\"seconds\":7,\"atLeast\":true");
    }

    @Test
    void anAgentThatWasThereFirstDoesNotSayThatItCame() {
        String text = ReportText.of(Samples.snapshot(Samples.beforeTheFirstLook(2)), null);

        assertThat(text)
                .contains(" (the oldest for at least 7 s)\n     \"At least\": since before the agent's first look.\n")
                .contains(
                        "  Since         before the agent's first look at 2026-11-24 10:59:53 UTC, at least 7 s ago\n")
                .doesNotContain("came");
    }

    @Test
    void aWaitWithAKnownBeginningHasItsDateAlsoFromAnAttachedAgent() {
        assertThat(ReportText.of(attached(Samples.leakedSender()), null))
                .contains(" (the oldest for 1 min 11 s)\n")
                .contains("  Since         2026-11-24 10:58:48 UTC, 1 min 11 s ago; 3 now, 1 an hour ago\n");
    }

    @Test
    void aFindingWhoseFirstWaitIsOverIsDatedFromThatWait() {
        Snapshot s = Samples.snapshot(Samples.firstSeenAnHourAgo());

        assertThat(ReportText.of(s, null))
                .contains(" (the oldest for 1 min 11 s)\n")
                .contains("  Since         2026-11-24 10:00:00 UTC, 1 h ago; 3 now, 1 an hour ago\n");
    }

    @Test
    void whoIsNotProvedHasTheReasonAndTheCollectorWasAskedAtATime() {
        String text = ReportText.of(asked(0, null), null);

        assertThat(text)
                .contains("Proved: nothing in this JVM can ever wake 2 of them.\n")
                .contains("  Not proved    1: a reachable executor holds it\n")
                .contains("The garbage collector was last asked at 2026-11-24 11:00:00 UTC.\n");
    }

    @Test
    void theOtherPlacesWhereItsThreadsWaitFollowTheFirst() {
        assertThat(ReportText.of(asked(0, null), null))
                .contains("  Waits at      com.acme.Search.lambda$first$0(Search.java:41), in put\n"
                        + "                also 1 at com.acme.Search.lambda$first$1(Search.java:52)\n");
    }

    @Test
    void whereNothingCanBeProvedTheReportSaysWhy() {
        assertThat(ReportText.of(asked(0, "debugger attached"), null))
                .contains("was last asked at 2026-11-24 11:00:00 UTC, and could prove nothing: debugger attached.\n");
    }

    @Test
    void whatTheCollectorTookIsToldBesideWhatWaitsStill() {
        assertThat(ReportText.of(asked(1, null), null))
                .contains("Proved: nothing in this JVM can ever wake them.\n")
                .contains("The garbage collector took 1 more while they waited, in the last hour.\n");
    }

    private static Snapshot asked(int reclaimed, @Nullable String problem) {
        Finding f = Samples.leakedSender();
        Finding more = f.toBuilder()
                .counts(f.count(), f.leaked(), reclaimed)
                .notProved(List.of(new Unproved("a reachable executor holds it", 1)))
                .alsoWaitsAt(List.of(new Place(1, List.of(Samples.frame("com.acme.Search", "lambda$first$1", 52)))))
                .build();
        Snapshot s = Samples.snapshot(more);
        return s.toBuilder().proof(new ProofRun(s.at(), problem)).build();
    }

    private static Snapshot attached(Finding finding) {
        Snapshot s = Samples.snapshot(finding);
        return Snapshot.of(Samples.quiet().agent(), s.jvm(), s.at(), s.watched(), s.totals())
                .findings(s.findings())
                .build();
    }

    @Test
    void aThreadNameCannotDriveTheTerminal() {
        assertThat(ReportText.of(Samples.full(), null)).doesNotContain("\u001b").contains("\"evil?[31m?name\"");
    }

    @Test
    void nothingOfAHostileReportDrivesTheTerminal() {
        assertThat(ReportText.of(Samples.hostile(), null)).contains("?[2J??").doesNotMatch(Samples.DRIVES_A_TERMINAL);
    }

    @Test
    void agesHaveTheTwoLargestUnits() {
        assertThat(Phrases.age(59.9)).isEqualTo("59 s");
        assertThat(Phrases.age(71)).isEqualTo("1 min 11 s");
        assertThat(Phrases.age(120)).isEqualTo("2 min");
        assertThat(Phrases.age(3_725)).isEqualTo("1 h 2 min");
        assertThat(Phrases.age(200_000)).isEqualTo("2 d 7 h");
    }
}
