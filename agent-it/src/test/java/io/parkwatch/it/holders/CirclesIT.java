// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.HashMap;
import java.util.Map;

class CirclesIT {
    /** With virtual threads, every other one is a platform thread. */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachCircleIsDeadlockedWhateverItsSizeAndItsThings(Stage stage) {
        // Of virtual threads the JVM shows the monitors that they want from 25 on.
        boolean monitors = !stage.virtual() || stage.jdk().release() >= 25;
        int threads = 2 + 3 + 4 + 5 + 3 + (monitors ? 2 + 4 : 0) + 2 * Closed.MANY;
        try (WatchedJvm jvm = stage.program(Closed.class)
                .jvm("-Djdk.virtualThreadScheduler.parallelism=16")
                .args(monitors ? new String[] {"monitors"} : new String[0])
                .start()) {
            Report report = jvm.awaitReport(there -> {
                assertThat(there.watched("stuck")).isEqualTo(threads);
                assertThat(there.json().getAsJsonObject("watched").has("deadlocked"))
                        .isTrue();
                assertThat(there.watched("deadlocked")).isEqualTo(threads);
            });
            Map<String, Integer> sizes = new HashMap<>();
            for (FindingView finding : report.findings()) {
                int size = finding.json().getAsJsonArray("circle").size();
                for (JsonObject thread : finding.threads()) {
                    sizes.put(thread.get("name").getAsString().replaceFirst("-\\d+$", ""), size);
                }
            }
            sizes.forEach((name, size) -> assertThat(size)
                    .as(name)
                    .isEqualTo(name.equals("many") ? 2 : name.charAt(name.length() - 1) - '0'));
            assertThat(sizes).hasSize(monitors ? 8 : 6);
        }
    }
}
