// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.detect.Waits;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
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
        history.remember(List.of(finding("a", 1, Waits.SINCE), finding("b", 2, Waits.SINCE)), at(0));

        assertThat(history.remember(List.of(finding("b", 5, Waits.SINCE), finding("a", 6, Waits.SINCE)), at(60)))
                .extracting(Finding::countHourAgo)
                .containsExactly(2, 1);
    }

    @Test
    void ofMoreThanTenThousandThoseThatAreOverAreForgottenAtOnce() {
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            many.add(finding("f" + i, 1, Waits.SINCE));
        }
        history.remember(many, at(0));
        history.remember(many.subList(0, 1), at(1));

        Instant again = Waits.SINCE.plusSeconds(600);
        assertThat(history.remember(List.of(finding("f0", 1, again), finding("f1", 1, again)), at(2)))
                .extracting(Finding::firstSeen)
                .containsExactly(Waits.SINCE, again);
    }

    private @Nullable Integer hourAgo(int minute, int count) {
        return history.remember(List.of(finding("a", count, Waits.SINCE)), at(minute))
                .get(0)
                .countHourAgo();
    }

    private Instant firstSeen(int minute, int count, Instant since) {
        return history.remember(List.of(finding("a", count, since)), at(minute))
                .get(0)
                .firstSeen();
    }

    /** Adds a look without the finding. */
    private void look(int minute) {
        history.remember(List.of(), at(minute));
    }

    private static long at(int minute) {
        return START + minute * 60_000_000_000L + 1;
    }

    private static Finding finding(String fingerprint, int count, Instant firstSeen) {
        Channel channel = new Channel("", Kind.NONE, null, null, List.of(), List.of(), null, null, null, Map.of());
        Frame at = new Frame("com.acme.Shop", "run", "Shop.java", 7, false);
        return Finding.of(fingerprint, Role.SENDER, "put", channel, at)
                .counts(count, 0, 0)
                .history(firstSeen, null)
                .build();
    }
}
