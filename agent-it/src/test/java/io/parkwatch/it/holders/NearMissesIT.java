// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;

/** Tests that nothing is called a deadlock that is almost one; {@code scripts/soak misses} runs it for long. */
class NearMissesIT {
    /** The number of readings with each kind of thread. */
    private static final long READINGS = Long.getLong("it.soak.readings", 4_000);

    /** The number of groups of each kind. */
    private static final int SETS = READINGS > 100_000 ? 4 : 2;

    /** On 21 a virtual thread that waits for a monitor keeps its carrier. */
    private static final String[] CARRIERS = {
        "-Djdk.virtualThreadScheduler.parallelism=64", "-Djdk.virtualThreadScheduler.maxPoolSize=256"
    };

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void noWaitThatGoesOnIsDeadlockedAndNobodyIsNamedWhoHoldsNothing(Stage stage) {
        try (WatchedJvm jvm = stage.program(NearMisses.class)
                .fullyCompiled()
                .jvm(CARRIERS)
                .options("threshold=1ms,interval=1ms,port=off,traces=0,log=off")
                .args("" + SETS, "" + READINGS)
                .start()) {
            int[] told = {0};
            WatchedJvm.await("enough readings, a circle and a starved pool").until(() -> {
                boolean isOver = !jvm.alive() || jvm.out().stream().anyMatch(NearMissesIT::isLast);
                told[0] = print(stage, jvm.out(), told[0]);
                return isOver;
            });
            List<String> lines = jvm.out();
            assertThat(lines).as("%s", jvm.err()).noneMatch(line -> line.startsWith("false "));
            assertThat(lines).anyMatch(line -> line.startsWith("soak "));
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1ms)");
        }
    }

    private static boolean isLast(String line) {
        return line.startsWith("false ") || line.startsWith("soak ");
    }

    private static int print(Stage stage, List<String> lines, int from) {
        for (String line : lines.subList(from, lines.size())) {
            System.out.println("soak: JDK " + stage + ": " + line);
        }
        return lines.size();
    }
}
