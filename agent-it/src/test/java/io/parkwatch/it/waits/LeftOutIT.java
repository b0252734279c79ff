// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.Map;

class LeftOutIT {
    /**
     * The counts without those that are idle by rule: the worker of a pool and, from 25 on, some virtual threads of the
     * JDK.
     */
    private static final Map<String, Integer> EXPECTED = Map.of("socket read", 3, "sleep", 2, "ignore", 1);

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whatARuleAnOptionOrInputLeftOutIsCountedAndChangesNeitherHeadlineNorExitCode(Stage stage) {
        try (WatchedJvm jvm = stage.program(LeftOut.class)
                .also("ignore=" + LeftOut.Quiet.class.getName())
                .start()) {
            Report report = jvm.awaitReport(found ->
                    assertThat(found.leftOut()).containsAllEntriesOf(EXPECTED).containsKey("idle rule"));
            assertThat(report.blind()).isEmpty();
            assertThat(report.json().getAsJsonObject("agent").get("look").getAsInt())
                    .isPositive();

            Cli.Ended text = Cli.on(stage.jdk()).run("report", jvm.pid());
            assertThat(text.code()).as("%s", text).isZero();
            assertThat(text.out())
                    .startsWith("Nothing is stuck: none of ")
                    .contains("\nLeft out: ")
                    .contains(" idle by rule, 1 by the option ignore, 2 asleep, 3 in socket reads.\n");
        }
    }
}
