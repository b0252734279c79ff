// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class StatesIT {
    /** On 21 a virtual thread that waits for a monitor keeps its carrier. */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=16";

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachWaitShowsHowManyWaitOnEitherSide(Stage stage) {
        try (WatchedJvm jvm = stage.program(Channels.class).jvm(CARRIERS).start()) {
            jvm.awaitReport(report -> {
                assertThat(state(report, "putsLinked")).isEqualTo(Map.of("putters", 2, "takers", 0));
                assertThat(state(report, "takesLinked")).isEqualTo(Map.of("putters", 0, "takers", 1));
                assertThat(state(report, "putsArray")).isEqualTo(Map.of("putters", 1, "takers", 0));
                assertThat(state(report, "takesDeque")).isEqualTo(Map.of("putters", 0, "takers", 1));
                assertThat(state(report, "takesPriority")).isEqualTo(Map.of("takers", 1));
                assertThat(state(report, "takesDelay")).isEqualTo(Map.of("takers", 2));
                assertThat(state(report, "hands")).isEqualTo(Map.of("putters", 2, "takers", 0));
                assertThat(state(report, "receivesFair")).isEqualTo(Map.of("putters", 0, "takers", 1));
                assertThat(state(report, "transfers")).isEqualTo(Map.of("putters", 1, "takers", 0));
                assertThat(state(report, "arrives")).isEqualTo(Map.of("parties", 3, "arrived", 2));
                assertThat(state(report, "phases")).isEqualTo(Map.of("parties", 3, "arrived", 2));
                assertThat(state(report, "awaits")).isEqualTo(Map.of("waiters", 2));
                FindingView two = report.finding("putsIntoOneOfTwo");
                assertThat(two.channel("instances")).isEqualTo("2");
                assertThat(two.channel().has("state")).isFalse();
                assertThat(two.text("summary"))
                        .endsWith(
                                " put into 2 different LinkedBlockingQueues that are full and that nobody takes from");
                // The JVM says of no virtual thread which monitor it wants before 25.
                if (!stage.virtual() || stage.jdk().release() >= 25) {
                    classes(report);
                }
            });
        }
    }

    private static void classes(Report report) {
        FindingView enters = report.finding("enters");
        assertThat(enters.channel("type")).isEqualTo("java.lang.Class");
        assertThat(enters.channel("of")).isEqualTo(Channels.Registry.class.getName());
        assertThat(enters.text("summary")).contains(" for the class " + Channels.Registry.class.getName() + " that ");
        assertThat(report.finding("notified").channel("of")).isEqualTo(Channels.Bell.class.getName());
        FindingView crosses = report.finding("crosses");
        assertThat(crosses.channel("instances")).isEqualTo("2");
        assertThat(crosses.channel("of")).isNull();
        List<String> circle = crosses.json().getAsJsonArray("circle").asList().stream()
                .map(link -> link.getAsJsonObject().get("waitsFor").getAsString())
                .toList();
        assertThat(circle)
                .containsExactlyInAnyOrder(
                        "monitor of the class " + Channels.Debit.class.getName(),
                        "monitor of the class " + Channels.Credit.class.getName());
    }

    static Map<String, Integer> state(Report report, String method) {
        JsonObject channel = report.finding(method).channel();
        Map<String, Integer> numbers = new HashMap<>();
        if (channel.has("state")) {
            for (Map.Entry<String, JsonElement> one :
                    channel.getAsJsonObject("state").entrySet()) {
                numbers.put(one.getKey(), one.getValue().getAsInt());
            }
        }
        return numbers;
    }
}
