// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;

class AwaitingIT {
    @OnEachJdk(threads = Threads.PLATFORM)
    void waitsForACoroutineNameTheStuckOneThatMustEnd(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            try (WatchedJvm jvm =
                    Kotlin.program(stage, "Awaiting", release).named(release).start()) {
                jvm.awaitReport(report -> {
                    held(report, "awaitsReply", "replies", "coroutine waited for");
                    held(report, "blocksFor", "replies", "coroutine waited for");
                    held(report, "awaitsParts", "isPart", "coroutine waited for");
                    held(report, "joinsParent", "isChild", "child of the job waited for");
                    held(report, "joinsItsParent", "joinsItsParent", "child of the job waited for");
                    assertThat(holder(report, "awaitsReply").get("name").getAsString())
                            .isEqualTo("reply");
                    assertThat(report.finding("replies").json().get("behind").getAsInt())
                            .isEqualTo(2);
                    assertThat(report.finding("joinsItsParent").json().has("root"))
                            .isFalse();
                    for (String method : List.of("joinsSleeping", "selectsFirst")) {
                        assertThat(report.finding(method).json().has("holder"))
                                .as(method)
                                .isFalse();
                    }
                });
            }
        }
    }

    private static void held(Report report, String method, String by, String how) {
        JsonObject holder = holder(report, method);
        assertThat(holder.get("coroutine").getAsBoolean()).as(method).isTrue();
        assertThat(holder.has("id")).as(method).isFalse();
        assertThat(holder.get("state").getAsString()).as(method).isEqualTo("stuck");
        assertThat(holder.get("how").getAsString()).as(method).isEqualTo(how);
        assertThat(holder.get("fingerprint").getAsString())
                .as(method)
                .isEqualTo(report.finding(by).text("fingerprint"));
    }

    private static JsonObject holder(Report report, String method) {
        JsonObject finding = report.finding(method).json();
        assertThat(finding.has("holder"))
                .as("%s has a holder: %s", method, finding)
                .isTrue();
        return finding.getAsJsonObject("holder");
    }
}
