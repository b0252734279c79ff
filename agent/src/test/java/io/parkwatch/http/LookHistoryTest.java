// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.report.Samples;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LookHistoryTest {
    private final LookHistory history = new LookHistory(Samples.AT);

    @Test
    void itBeginsWhenTheAgentDidWithNothingStuck() {
        history.addQuiet(Samples.AT.plusSeconds(5));
        history.add(look(10, Samples.finding(1, Role.RECEIVER, 3, 0), Samples.finding(2, Role.SENDER, 2, 0)));

        JsonObject json = JsonParser.parseString(history.json()).getAsJsonObject();
        assertThat(json.get("schema").getAsInt()).isEqualTo(1);
        assertThat(json.get("from").getAsString()).isEqualTo("2026-11-24T11:00:00Z");
        assertThat(json.getAsJsonArray("fields"))
                .hasToString("[\"seconds\",\"sender\",\"lock\",\"waiter\",\"receiver\",\"leaked\",\"deadlocked\"]");
        assertThat(json.getAsJsonArray("points")).hasToString("[[0,0,0,0,0,0,0],[5,0,0,0,0,0,0],[10,2,0,0,3,2,0]]");
    }

    @Test
    void whatTheCollectorTookIsNotStuck() {
        Finding some =
                Samples.finding(1, Role.LOCK, 5, 0).toBuilder().counts(5, 0, 2).build();
        history.add(look(5, some));

        assertThat(points().get(1)[2]).isEqualTo(3);
    }

    @Test
    void aClockThatGoesBackStandsStill() {
        history.add(look(60, Samples.finding(1, Role.LOCK, 5, 0)));
        history.add(look(50, Samples.finding(1, Role.LOCK, 6, 0)));

        assertThat(points()).extracting(point -> point[0]).containsExactly(0, 60, 60);
    }

    @Test
    void howeverManyLooksItsBeginningItsEndAndItsPeakStay() {
        int looks = 100_000;
        for (int i = 1; i <= looks; i++) {
            history.add(look(5 * i, Samples.finding(1, Role.SENDER, i == 777 ? 99 : 1 + i % 7, 0)));
        }

        List<int[]> points = points();
        assertThat(points).hasSizeBetween(LookHistory.RECENT + LookHistory.OLDER / 2, 480);
        assertThat(points.get(points.size() - 1)[0]).isEqualTo(5 * looks);
        assertThat(points).anySatisfy(point -> assertThat(point).startsWith(5 * 777, 99));
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i)[0]).isGreaterThan(points.get(i - 1)[0]);
            // 2 * 512 looks of an older point, and a little: the points are anywhere in their spans.
            assertThat(points.get(i)[0] - points.get(i - 1)[0]).isLessThanOrEqualTo(5 * 2 * 1024);
        }
        for (int i = 0; i < LookHistory.RECENT; i++) {
            assertThat(points.get(points.size() - 1 - i)[0]).isEqualTo(5 * (looks - i));
        }
        assertThat(history.json().length()).isLessThan(20_000);
    }

    private List<int[]> points() {
        JsonArray points =
                JsonParser.parseString(history.json()).getAsJsonObject().getAsJsonArray("points");
        return StreamSupport.stream(points.spliterator(), false)
                .map(point -> StreamSupport.stream(point.getAsJsonArray().spliterator(), false)
                        .mapToInt(number -> number.getAsInt())
                        .toArray())
                .toList();
    }

    private static Snapshot look(int seconds, Finding... findings) {
        return Samples.snapshot(List.of(findings), Samples.AT.plusSeconds(seconds), List.of(), null);
    }
}
