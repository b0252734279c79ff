// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

/**
 * The ways to leave something behind on a channel, in one program with their repairs: it says {@code ended} when all
 * that is repaired has ended.
 */
public final class Handlers {
    private Handlers() {}

    /** Each leak is found, no repair is, and none is left once the program lets go. */
    public static Report check(Stage stage, Launch program, Row... leaks) {
        try (WatchedJvm jvm = program.start()) {
            jvm.awaitLine("ended");
            Report report = Table.found(stage, jvm, leaks);
            jvm.release();
            jvm.awaitNoFindings();
            jvm.awaitReport(after -> assertThat(after.coroutines())
                    .as("coroutines that are left")
                    .isZero());
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
            return report;
        }
    }

    /** The same of coroutines, which are no threads; each finding's summary begins like this. */
    public static void checkCoroutines(Stage stage, Launch program, String summary, Row... leaks) {
        for (FindingView finding : check(stage, program, leaks).findings()) {
            assertThat(finding.text("summary")).containsPattern("^" + summary);
            JsonObject thread = finding.threads().get(0);
            assertThat(thread.get("coroutine").getAsBoolean()).isTrue();
            assertThat(thread.keySet()).as("what only threads have").doesNotContain("id", "virtual");
        }
    }
}
