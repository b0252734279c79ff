// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final Finding SENDER = WatchSamples.with(Samples.leakedSender(), Verdict.STUCK, 3, 0);

    private final Marks marks = new Marks();

    @Test
    void whatWasThereWhenTheWatchBeganHasNoMark() {
        assertThat(see(SENDER)).containsExactly("3 ");
        assertThat(see(SENDER)).containsExactly("3 ");
    }

    @Test
    void growthIsCountedFromTheFirstSight() {
        see(SENDER);
        see(count(5));

        assertThat(see(count(9))).containsExactly("9 +6");
        assertThat(see(count(2))).containsExactly("2 ");
    }

    @Test
    void aNewOneStaysNewAndOneThatComesBackIsNewToo() {
        see();

        assertThat(see(SENDER)).containsExactly("3 new");
        assertThat(see(count(5))).containsExactly("5 new");
        assertThat(see()).containsExactly("5 ended");
        assertThat(see()).containsExactly("5 ended");
        assertThat(see(SENDER)).containsExactly("3 new");
    }

    @Test
    void aWaitFromBeforeTheAgentIsNotNew() {
        see();

        assertThat(see(WatchSamples.with(SENDER, List.of(SENDER.threads().get(1)))))
                .containsExactly("3 ");
    }

    @Test
    void aProofWinsOverTheRest() {
        see();
        see(SENDER);

        assertThat(see(Samples.leakedSender())).containsExactly("3 proved now");
        assertThat(new Marks().rows(WatchSamples.at("2026-11-24T11:00:00Z", Samples.leakedSender())))
                .as("proved before the watch began")
                .allMatch(row -> row.mark().isEmpty());
    }

    @Test
    void endedOnesComeLastTheNewestFirst() {
        see(SENDER, Samples.receiver(), WatchSamples.lock());
        see(Samples.receiver(), WatchSamples.lock());

        assertThat(see(WatchSamples.lock())).containsExactly("1,204 ", "1 ended", "3 ended");
    }

    @Test
    void ofMoreThanAReportHoldsNoneIsSaidToHaveEnded() {
        see(SENDER, Samples.receiver());
        Snapshot cut = WatchSamples.at("2026-11-24T11:00:05Z", SENDER).toBuilder()
                .findingsLeftOut(1)
                .build();

        assertThat(marks.rows(cut)).hasSize(1);
    }

    @Test
    void onlyTheNewestFiftyEndedOnesStay() {
        see(WatchSamples.many(70).toArray(Finding[]::new));

        assertThat(see()).hasSize(50);
    }

    private List<String> see(Finding... findings) {
        return marks.rows(WatchSamples.at("2026-11-24T11:00:05Z", findings)).stream()
                .map(row -> String.format(java.util.Locale.ROOT, "%,d ", row.f().count()) + row.mark())
                .toList();
    }

    private static Finding count(int count) {
        return WatchSamples.with(SENDER, Verdict.STUCK, count, 0);
    }
}
