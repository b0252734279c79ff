// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.metrics.Slots.Series;
import io.parkwatch.metrics.Slots.Table;
import io.parkwatch.report.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final Instant T0 = Samples.AT;
    private static final Instant SEEN = Samples.receiver().firstSeen();
    private final Slots slots = new Slots();

    @Test
    void whoHasASlotKeepsItAgainstAWorseOne() {
        List<Finding> holders = Samples.many(200);
        slots.update(holders, T0, 0);
        List<Finding> withWorse = new ArrayList<>(List.of(Samples.finding(9_999, Role.LOCK, 5, 3)));
        withWorse.addAll(holders);

        Table table = slots.update(withWorse, T0.plusSeconds(5), 0);

        assertThat(table.series())
                .contains(new Series("other", Role.LOCK, 2, 3, 0, 0, null, null, 10_099, 0, 0, null))
                .hasSize(201);
        assertThat(table.words()).hasSize(200).noneMatch(w -> w.role() == Role.LOCK);
        assertThat(table.dropped()).isEqualTo(1);
    }

    @Test
    void aFindingThatIsThereTakesTheSlotOfTheLongestGone() {
        List<Finding> first = Samples.many(200);
        slots.update(first, T0, 0);
        slots.update(first.subList(1, 200), T0.plusSeconds(5), 0);
        slots.update(first.subList(2, 200), T0.plusSeconds(10), 0);
        List<Finding> withNewcomer = new ArrayList<>(List.of(Samples.finding(9_999, Role.LOCK, 5, 0)));
        withNewcomer.addAll(first.subList(2, 200));

        Table table = slots.update(withNewcomer, T0.plusSeconds(15), 0);

        assertThat(table.series())
                .contains(new Series("000000000000270f", Role.LOCK, 5, 0, 0, 0, null, null, 10_099, 0, 0, SEEN))
                .extracting(Series::fingerprint)
                .hasSize(200)
                .doesNotContain("other", first.get(0).fingerprint())
                .contains(first.get(1).fingerprint());
        assertThat(table.dropped()).isZero();
    }

    @Test
    void whoWaitsAmongTheOthersMovesUpAsSoonAsAnotherWent() {
        List<Finding> all = Samples.many(260);
        slots.update(all, T0, 0);

        Table table = slots.update(all.subList(1, 260), T0.plusSeconds(5), 0);

        assertThat(table.series())
                .extracting(Series::fingerprint)
                .contains(all.get(200).fingerprint());
        assertThat(table.series()).filteredOn(s -> s.stuck() > 0).hasSize(201);
    }

    @Test
    void waitsThatWentOnAreCountedFrom0AndAfterTheHourAnew() {
        Finding finding = Samples.many(1).get(0);
        slots.changed(Map.of(), Map.of(finding.fingerprint(), 7)); // of a finding without a slot
        assertThat(ended(slots.update(List.of(finding), T0, 0))).isZero();

        slots.changed(Map.of(), Map.of(finding.fingerprint(), 2));
        assertThat(ended(slots.update(List.of(finding), T0.plusSeconds(5), 0))).isEqualTo(2);
        slots.changed(Map.of(), Map.of(finding.fingerprint(), 1, "another", 1));
        assertThat(ended(slots.update(List.of(), T0.plusSeconds(10), 0))).isEqualTo(3);

        assertThat(slots.update(List.of(), T0.plusSeconds(4_000), 0).series()).isEmpty();
        assertThat(ended(slots.update(List.of(finding), T0.plusSeconds(4_005), 0)))
                .isZero();
    }

    @Test
    void waitsThatBecameStuckAreCountedOnceAScrapeHasShown0() {
        Finding finding = Samples.many(1).get(0);
        String fingerprint = finding.fingerprint();
        slots.changed(Map.of(fingerprint, 3), Map.of());
        assertThat(became(slots.update(List.of(finding), T0, 0))).isZero();
        slots.changed(Map.of(fingerprint, 1), Map.of());
        assertThat(became(slots.update(List.of(finding), T0.plusSeconds(5), 0)))
                .as("nobody has seen the 0")
                .isZero();
        assertThat(became(slots.update(List.of(finding), T0.plusSeconds(10), 1)))
                .isEqualTo(4);
        slots.changed(Map.of(fingerprint, 2, "another", 1), Map.of());
        assertThat(became(slots.update(List.of(finding), T0.plusSeconds(15), 1)))
                .isEqualTo(6);
        assertThat(became(slots.update(List.of(), T0.plusSeconds(20), 1))).isEqualTo(6);

        assertThat(slots.update(List.of(), T0.plusSeconds(4_000), 6).series()).isEmpty();
        slots.changed(Map.of(fingerprint, 1), Map.of());
        assertThat(became(slots.update(List.of(finding), T0.plusSeconds(4_005), 6)))
                .as("a new series")
                .isZero();
        assertThat(became(slots.update(List.of(finding), T0.plusSeconds(4_010), 7)))
                .isEqualTo(1);
    }

    @Test
    void aFindingKeepsItsDateWhileItsSeriesLast() {
        Finding finding = Samples.many(1).get(0);
        slots.update(List.of(finding), T0, 0);

        assertThat(slots.update(List.of(), T0.plusSeconds(5), 0).series())
                .singleElement()
                .extracting(Series::firstSeen)
                .isEqualTo(SEEN);
    }

    private static long became(Table table) {
        assertThat(table.series()).hasSize(1);
        return table.series().get(0).became();
    }

    private static long ended(Table table) {
        assertThat(table.series()).hasSize(1);
        return table.series().get(0).ended();
    }

    @Test
    void aFindingThatComesBackWithinTheHourHasItsSlotStill() {
        slots.update(Samples.many(1), T0, 0);
        assertThat(slots.update(List.of(), T0.plusSeconds(600), 0).series())
                .containsExactly(new Series("0000000000000000", Role.SENDER, 0, 0, 0, 0, null, null, 0, 0, 0, SEEN));
        assertThat(slots.update(Samples.many(1), T0.plusSeconds(1_200), 0).series())
                .containsExactly(new Series("0000000000000000", Role.SENDER, 2, 0, 0, 0, null, null, 100, 0, 0, SEEN));
        assertThat(slots.update(List.of(), T0.plusSeconds(4_799), 0).series()).hasSize(1);
        assertThat(slots.update(List.of(), T0.plusSeconds(4_800), 0).series()).isEmpty();
    }

    @Test
    void aFindingCountsAsDroppedOnceEachTimeItIsDropped() {
        List<Finding> all = Samples.many(202);
        assertThat(slots.update(all, T0, 0).dropped()).isEqualTo(2);
        assertThat(slots.update(all, T0.plusSeconds(5), 0).dropped()).isEqualTo(2);
        assertThat(slots.update(all.subList(0, 201), T0.plusSeconds(10), 0).dropped())
                .isEqualTo(2);
        assertThat(slots.update(all, T0.plusSeconds(15), 0).dropped()).isEqualTo(3);
    }

    @Test
    void theWordsOfAFindingStayAndAreCompleted() {
        Finding known = Samples.leakedSender();
        slots.update(List.of(without(known)), T0, 0);

        Table table = slots.update(List.of(known), T0.plusSeconds(5), 0);
        String first = "com.acme.Search.first(Search.java:40) < com.acme.Shop.page(Shop.java:90)";
        assertThat(table.words())
                .singleElement()
                .extracting(FindingWords::createdAt)
                .isEqualTo(first);

        assertThat(slots.update(List.of(without(known)), T0.plusSeconds(10), 0).words())
                .singleElement()
                .extracting(FindingWords::createdAt)
                .isEqualTo(first);
    }

    private static Finding without(Finding f) {
        return f.toBuilder().createdAt(List.of(), List.of()).build();
    }
}
