// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.detect.Waits;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot.Ended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Times are minutes. The agent starts to watch at minute 0, on a clock that is far from 0. */
class HistoryTest {
    private static final long START = 123_456_789_000_000L;

    private final History history = new History(START);

    @Test
    void withinTheFirstHourNothingIsKnownOfAnHourAgo() {
        assertThat(hourAgo(0, 3)).isNull();
        assertThat(hourAgo(59, 3)).isNull();
    }

    @Test
    void afterAnHourItsCountThenIsTold() {
        hourAgo(0, 3);
        hourAgo(1, 7);
        hourAgo(2, 5);

        assertThat(hourAgo(60, 9)).isEqualTo(3);
        assertThat(hourAgo(61, 9)).isEqualTo(7);
        assertThat(hourAgo(62, 9)).isEqualTo(5);
    }

    @Test
    void whatWasNotThereAnHourAgoCountedNothing() {
        look(0);
        hourAgo(30, 4);

        assertThat(hourAgo(89, 4)).isZero();
        assertThat(hourAgo(90, 5)).isEqualTo(4);
    }

    @Test
    void aCountHoldsUntilTheNextLookHoweverLongTheInterval() {
        for (int minute = 0; minute < 60; minute += 7) {
            hourAgo(minute, 10 + minute);
        }

        assertThat(hourAgo(63, 1)).as("minute 3: the look at 0").isEqualTo(10);
        assertThat(hourAgo(70, 1)).as("minute 10: the look at 7").isEqualTo(17);
        assertThat(hourAgo(77, 1)).as("minute 17: the look at 14").isEqualTo(24);
    }

    @Test
    void aCountHoldsOverAnIntervalOfMoreThanAnHour() {
        hourAgo(0, 3);

        assertThat(hourAgo(120, 4)).isEqualTo(3);
        assertThat(hourAgo(240, 5)).isEqualTo(4);
        assertThat(hourAgo(300, 5)).isEqualTo(5);
    }

    @Test
    void aFindingThatWasGoneAnHourAgoCountedNothingThen() {
        hourAgo(0, 3);
        look(5);
        hourAgo(20, 4);

        assertThat(hourAgo(64, 4)).isEqualTo(3);
        assertThat(hourAgo(65, 4)).isZero();
        assertThat(hourAgo(79, 4)).isZero();
        assertThat(hourAgo(80, 4)).isEqualTo(4);
    }

    @Test
    void ofSeveralLooksInAMinuteTheLastCounts() {
        hourAgo(0, 3);
        hourAgo(0, 8);

        assertThat(hourAgo(60, 1)).isEqualTo(8);
    }

    @Test
    void aFindingThatComesBackWithinTheHourWasFirstSeenWhenItFirstWas() {
        assertThat(firstSeen(10, 1, Waits.SINCE)).isEqualTo(Waits.SINCE);
        look(11);
        look(50);

        assertThat(firstSeen(70, 1, Waits.SINCE.plusSeconds(3_600))).isEqualTo(Waits.SINCE);
    }

    @Test
    void aFindingThatWasGoneForMoreThanAnHourIsANewOne() {
        firstSeen(10, 1, Waits.SINCE);
        for (int minute = 11; minute < 80; minute++) {
            look(minute);
        }

        Instant again = Waits.SINCE.plusSeconds(4_200);
        assertThat(firstSeen(80, 1, again)).isEqualTo(again);
    }

    @Test
    void anOlderWaitThatTurnsUpLaterIsRememberedAsTheFirst() {
        firstSeen(0, 1, Waits.SINCE);
        firstSeen(1, 2, Waits.SINCE.minusSeconds(100));

        assertThat(firstSeen(2, 1, Waits.SINCE)).isEqualTo(Waits.SINCE.minusSeconds(100));
    }

    @Test
    void anAgentThatWatchesForAYearTellsTheSame() {
        int year = 365 * 24 * 60;
        hourAgo(year, 3);

        assertThat(hourAgo(year + 60, 4)).isEqualTo(3);
    }

    @Test
    void everyFindingHasAPastOfItsOwn() {
        history.remember(List.of(finding("a", 1, Waits.SINCE), finding("b", 2, Waits.SINCE)), at(0), date(0));

        assertThat(history.remember(
                        List.of(finding("b", 5, Waits.SINCE), finding("a", 6, Waits.SINCE)), at(60), date(60)))
                .extracting(Finding::countHourAgo)
                .containsExactly(2, 1);
    }

    @Test
    void ofMoreThanTenThousandThoseThatAreOverAreForgottenAtOnce() {
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            many.add(finding("f" + i, 1, Waits.SINCE));
        }
        history.remember(many, at(0), date(0));
        history.remember(many.subList(0, 1), at(1), date(1));

        Instant again = Waits.SINCE.plusSeconds(600);
        assertThat(history.remember(List.of(finding("f0", 1, again), finding("f1", 1, again)), at(2), date(2)))
                .extracting(Finding::firstSeen)
                .containsExactly(Waits.SINCE, again);
    }

    private @Nullable Integer hourAgo(int minute, int count) {
        return history.remember(List.of(finding("a", count, Waits.SINCE)), at(minute), date(minute))
                .get(0)
                .countHourAgo();
    }

    private Instant firstSeen(int minute, int count, Instant since) {
        return history.remember(List.of(finding("a", count, since)), at(minute), date(minute))
                .get(0)
                .firstSeen();
    }

    /** Adds a look without the finding. */
    private void look(int minute) {
        history.remember(List.of(), at(minute), date(minute));
    }

    @Test
    void countsAreFiveMinutesApartAsFarAsItHasWatched() {
        assertThat(counts(0, 3)).isEmpty();
        assertThat(counts(4, 3)).isEmpty();
        assertThat(counts(5, 4)).containsExactly(3, 4);
        assertThat(counts(7, 9)).containsExactly(3, 9);
        look(8);
        assertThat(counts(14, 2)).containsExactly(3, 0, 2);
        assertThat(counts(59, 5)).containsExactly(3, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 5);
        assertThat(counts(69, 6)).containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 2, 5, 5, 6);
    }

    @Test
    void whatHasEndedIsKnownForAnHour() {
        history.remember(List.of(finding("a", 2, Waits.SINCE), finding("b", 7, Waits.SINCE)), at(0), date(0));
        history.remember(List.of(finding("a", 5, Waits.SINCE), finding("b", 6, Waits.SINCE)), at(1), date(1));
        assertThat(history.ended()).isEmpty();
        history.remember(List.of(finding("b", 6, Waits.SINCE)), at(2), date(2));
        look(3);

        assertThat(history.ended())
                .containsExactly(new Ended("b", "it waits", date(3), 7), new Ended("a", "it waits", date(2), 5));
        look(61);
        assertThat(history.ended()).hasSize(2);
        look(62);
        assertThat(history.ended()).extracting(Ended::fingerprint).containsExactly("b");
        look(63);
        assertThat(history.ended()).isEmpty();
    }

    @Test
    void whatCameBackHasNotEnded() {
        firstSeen(0, 4, Waits.SINCE);
        look(1);
        firstSeen(2, 1, Waits.SINCE);
        assertThat(history.ended()).isEmpty();
        look(3);

        assertThat(history.ended()).containsExactly(new Ended("a", "it waits", date(3), 4));
    }

    @Test
    void whatTheCollectorTookEndedThenAndIsShownAsAFinding() {
        firstSeen(0, 4, Waits.SINCE);
        Finding taken = finding("a", 4, Waits.SINCE).toBuilder().counts(4, 0, 4).build();
        history.remember(List.of(taken), at(10), date(10));
        assertThat(history.ended()).isEmpty();
        history.remember(List.of(taken), at(20), date(20));
        look(30);
        assertThat(history.ended()).containsExactly(new Ended("a", "it waits", date(10), 4));
        look(70);

        assertThat(history.ended()).isEmpty();
    }

    private List<Integer> counts(int minute, int count) {
        return history.remember(List.of(finding("a", count, Waits.SINCE)), at(minute), date(minute))
                .get(0)
                .counts();
    }

    private static Instant date(int minute) {
        return Waits.SINCE.plusSeconds(60L * minute);
    }

    private static long at(int minute) {
        return START + minute * 60_000_000_000L + 1;
    }

    private static Finding finding(String fingerprint, int count, Instant firstSeen) {
        Channel channel = new Channel("", Kind.NONE, null, null, List.of(), List.of(), null, null, null, Map.of());
        Frame at = new Frame("com.acme.Shop", "run", "Shop.java", 7, false);
        return Finding.of(fingerprint, Role.SENDER, "put", channel, at)
                .sentences("it waits", "")
                .counts(count, 0, 0)
                .history(firstSeen, null)
                .build();
    }
}
