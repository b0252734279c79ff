// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

/**
 * Tests a program with all ways to leave something behind on a channel, and their repairs. The program prints
 * {@code ended} when everything repaired has ended.
 */
public final class Handlers {
    private Handlers() {}

    /** Checks that each leak is found, that no repair is, and that nothing is left after the release. */
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

    /** Does the same for coroutines. The summary of each finding begins with {@code summary}. */
    public static void checkCoroutines(Stage stage, Launch program, String summary, Row... leaks) {
        for (FindingView finding : check(stage, program, leaks).findings()) {
            assertThat(finding.text("summary")).containsPattern("^" + summary);
            JsonObject thread = finding.threads().get(0);
            assertThat(thread.get("coroutine").getAsBoolean()).isTrue();
            assertThat(thread.keySet()).as("what only threads have").doesNotContain("id", "virtual");
        }
    }
}
