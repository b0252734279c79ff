// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Snapshot;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.options.OptionsParser;
import io.parkwatch.report.ReportJson;
import io.parkwatch.report.Samples;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DoorTest {
    private final Metrics metrics = new Metrics(System::nanoTime, List.of("jox"));

    @Test
    void theAgentTellsOfItselfBeforeTheFirstLookToo() throws Exception {
        assertThat(map(answer(null, false, "about")))
                .containsEntry("threshold", "60s")
                .containsEntry("interval", "5s")
                .containsEntry("look", 0)
                .containsEntry("fresh", false)
                .doesNotContainKey("url")
                .containsKey("version");
        assertThat(map(door("http://127.0.0.1:9699/").answer(new Object[] {"about"}, Samples.full(), true)))
                .containsEntry("version", "1.0.0")
                .containsEntry("fresh", true)
                .containsEntry("url", "http://127.0.0.1:9699/");
    }

    @Test
    void theReportIsThatOfTheLastLook() throws Exception {
        assertThat(answer(null, false, "report")).isNull();
        assertThat(answer(Samples.full(), false, "report")).isEqualTo(ReportJson.of(Samples.full()));
    }

    @Test
    void seriesAreThoseOfAFreshLook() throws Exception {
        metrics.update(Samples.full());

        assertThat((List<?>) Objects.requireNonNull(answer(Samples.full(), true, "series", "test")))
                .isNotEmpty();
        assertThat(answer(Samples.full(), false, "series", "test")).isEqualTo(List.of());
    }

    @Test
    void whatIsNotKnownHasNoAnswer() throws Exception {
        metrics.update(Samples.full());

        assertThat(answer(Samples.full(), true)).isNull();
        assertThat(answer(Samples.full(), true, new Object())).isNull();
        assertThat(answer(Samples.full(), true, "of a newer release", 1)).isNull();
        assertThat(answer(Samples.full(), true, "series", new Object())).isNotNull();
    }

    /** The program's classes must be able to read it, and may keep it after the agent has left. */
    @Test
    void classesOfTheJdkAloneCross() throws Exception {
        metrics.update(Samples.full());

        for (String question : List.of("about", "report", "series")) {
            assertAllOfTheJdk(Objects.requireNonNull(answer(Samples.full(), true, question, "test")));
        }
    }

    private static void assertAllOfTheJdk(Object value) {
        assertThat(value.getClass().getModule()).isSameAs(Object.class.getModule());
        if (value instanceof Map<?, ?> map) {
            assertAllOfTheJdk(List.copyOf(map.keySet()));
            assertAllOfTheJdk(List.copyOf(map.values()));
        } else if (value instanceof Collection<?> all) {
            all.forEach(DoorTest::assertAllOfTheJdk);
        } else if (value instanceof Object[] all) {
            Arrays.asList(all).forEach(DoorTest::assertAllOfTheJdk);
        }
    }

    private static Map<Object, Object> map(@Nullable Object answer) {
        return new HashMap<>((Map<?, ?>) Objects.requireNonNull(answer));
    }

    private @Nullable Object answer(@Nullable Snapshot last, boolean fresh, Object... asked) throws Exception {
        return door(null).answer(asked, last, fresh);
    }

    private Door door(@Nullable String url) throws Exception {
        return new Door(OptionsParser.parse("port=off"), metrics, url);
    }
}
