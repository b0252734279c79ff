// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;

/**
 * Tests waits whose cause is easily taken for another one: circles that may end, queues, and threads that wait for
 * themselves.
 */
class LoopsIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aCauseIsNamedOnlyIfTheWaitCantEndWithoutIt(Stage stage) {
        try (WatchedJvm jvm = stage.program(Looping.class).start()) {
            jvm.awaitReport(report -> {
                // A task may be cancelled: the circle is shown, but not proved, and neither side is the root of the
                // other.
                for (String method : List.of("asksInTheLock", "wantsTheLock")) {
                    FindingView finding = report.finding(method);
                    assertThat(finding.json().getAsJsonArray("circle"))
                            .as(method)
                            .hasSize(2);
                    assertThat(finding.text("verdict")).as(method).isEqualTo("stuck");
                    assertThat(finding.json().has("root")).as(method).isFalse();
                    assertThat(finding.json().has("deadlocked")).as(method).isFalse();
                }
                JsonObject writer = holder(report.finding("readsBehindTheWriter"));
                assertThat(writer.get("name").getAsString()).isEqualTo("queued-writer");
                assertThat(writer.get("how").getAsString()).isEqualTo("writer queued before it");
                assertThat(holder(report.finding("triesToWrite")).get("name").getAsString())
                        .isEqualTo("first-reader");

                FindingView closing = report.finding("closesItsOwnPool");
                JsonObject first =
                        closing.json().getAsJsonArray("threads").get(0).getAsJsonObject();
                assertThat(holder(closing).get("id")).isEqualTo(first.get("id"));
                // No run of a periodic task ends the wait for the task.
                assertThat(report.finding("guardsThePeriodicTask").json().has("holder"))
                        .isFalse();
            });
        }
    }

    private static JsonObject holder(FindingView finding) {
        assertThat(finding.json().has("holder"))
                .as("%s has a holder", finding.json())
                .isTrue();
        return finding.json().getAsJsonObject("holder");
    }
}
