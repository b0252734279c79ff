// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** The ways to leave a coroutine behind, and their repairs, on the oldest and the newest release. */
class HandlersIT {
    private static final Row[] LEAKS = {
        in("takeAnswer", "droppedChannel").receiver("receive").rendezvous(),
        in("sendResult", "forgottenSender").sender("send").rendezvous(),
        in("sendQuote", "timedOutCaller").sender("send").rendezvous(),
        in("followUpdates", "abandonedReceiver").receiver("receive").sizelessUnbounded(),
        in("workOff", "unclosedWorker").receiver("receive").sizeless(2)
    };

    @OnEachJdk(threads = Threads.PLATFORM)
    void eachLeakIsFoundAndGoesWhenItsScopeIsCancelled(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            Launch launch = Kotlin.program(stage, "Handlers", release).named(release);
            boolean late = stage.jdk().release() >= 21 && release.equals(Kotlin.NEWEST);
            try (WatchedJvm jvm = (late ? launch.afterFirstVirtual() : launch).start()) {
                Report report = Table.found(stage, jvm, LEAKS);
                report.findings().forEach(HandlersIT::isOneCoroutine);
                jvm.release();
                jvm.awaitNoFindings();
                jvm.awaitReport(
                        after -> assertThat(after.coroutines()).as("coroutines").isZero());
                assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
            }
        }
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void noRepairIsReportedAndItsCoroutinesEnd(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            try (WatchedJvm jvm = Kotlin.program(stage, "Handlers", release)
                    .named(release)
                    .args("repaired")
                    .start()) {
                jvm.awaitLine("ended");
                // Ten looks are two thresholds.
                assertThat(jvm.settled(10).findings()).isEmpty();
            }
        }
    }

    private static void isOneCoroutine(FindingView finding) {
        assertThat(finding.text("summary")).contains("1 coroutine waits to ");
        JsonObject thread = finding.threads().get(0);
        assertThat(thread.get("coroutine").getAsBoolean()).isTrue();
        assertThat(thread.keySet()).as("what only threads have").doesNotContain("id", "virtual");
    }

    private static Row in(String method, String handler) {
        return at(method)
                .on("kotlinx.coroutines.channels.BufferedChannel")
                .started(handler)
                .made(handler);
    }
}
