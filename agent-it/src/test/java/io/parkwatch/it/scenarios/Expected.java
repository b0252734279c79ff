// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Report;
import java.util.List;

/**
 * The expected report of one scenario of the sample app. Its lines are those of the handler.
 *
 * @param scenario its name; its package is the same without dashes
 * @param handler the class that makes the channel and starts the thread, in its one method
 */
record Expected(
        String scenario,
        String handler,
        String role,
        String operation,
        String channel,
        String kind,
        int made,
        int started,
        int waits) {

    /** Checks that it is one finding, with one thread of each kind. */
    void check(Report report) {
        String type = "io.parkwatch.sample." + scenario.replace("-", "") + "." + handler;
        List<FindingView> there = report.findings().stream()
                .filter(finding -> String.valueOf(finding.text("waitsAt")).startsWith(type + "."))
                .toList();
        assertThat(there).as("findings in %s", type).hasSize(1);
        FindingView found = there.get(0);
        assertThat(found.threads())
                .extracting(thread -> thread.get("virtual").getAsBoolean())
                .as("virtual threads of %s", found)
                .containsExactlyInAnyOrder(true, false);
        assertThat(found.count()).as("count of %s", found).isEqualTo(2);
        assertThat(found.text("verdict")).isEqualTo("stuck");
        assertThat(found.text("role") + " " + found.text("operation")).isEqualTo(role + " " + operation);
        assertThat(found.channel("type") + " " + found.channel("kind")).isEqualTo(channel + " " + kind);
        assertThat(found.text("waitsAt")).isEqualTo(frame(type, "lambda$handle$0", waits));
        assertThat(found.channelCreatedAt().get(0)).isEqualTo(frame(type, "handle", made));
        assertThat(found.createdAt().get(0)).isEqualTo(frame(type, "handle", started));
    }

    private String frame(String type, String method, int line) {
        return type + "." + method + "(" + handler + ".java:" + line + ")";
    }
}
