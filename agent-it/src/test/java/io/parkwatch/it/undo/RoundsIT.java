// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests repeated rounds of attach, report and detach under load. {@code -Dit.rounds=100} runs more than CI has time
 * for.
 */
class RoundsIT {
    private static final int ROUNDS = Integer.getInteger("it.rounds", 10);

    /** In these rounds the JDK loads and generates what it needs for any agent. */
    private static final int FIRST_ROUNDS = 5;

    /**
     * The limit for a round. The JVM counts a class again each time it is changed, and the agent changes some 20 twice.
     * An agent loader that stays has 250 or more.
     */
    private static final int MORE_CLASSES = 80;

    /**
     * The limit for a round, for the warm-up of the JDK's own code. An agent loader that stays has 1,400 or more; hooks
     * in Thread and VirtualThread would leave 240 (docs/decisions/0010).
     */
    private static final int MORE_METASPACE_KB = 150;

    /**
     * The limit for all rounds. The JVM starts compiler threads, and on 21 and later carriers, when it has work for
     * them.
     */
    private static final int MORE_THREADS = 4;

    @OnEachJdk
    void roundsUnderLoadLeaveNothingAndFailNoRequest(Stage stage) throws Exception {
        try (WatchedJvm jvm =
                stage.program(Served.class).fullyCompiled().withoutAgent().start()) {
            Visitor visitor = new Visitor(jvm);
            @Nullable Figures first = null;
            for (int round = 1; round <= ROUNDS; round++) {
                round(visitor);
                Figures now = figures(jvm, round);
                if (round == FIRST_ROUNDS) {
                    first = now;
                }
            }
            Figures before = Objects.requireNonNull(first);
            WatchedJvm.await("as after the first rounds")
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> compare(jvm, before, figures(jvm, ROUNDS)));
            new Traces(stage, jvm).awaitNone();
        }
    }

    private static void round(Visitor visitor) throws Exception {
        visitor.command("attach threshold=100ms,interval=50ms,port=0");
        WatchedJvm.await("the stuck sender").untilAsserted(() -> {
            String[] told = visitor.told().split("\n", 2);
            assertThat(told).hasSize(2);
            assertThat(Report.parse(told[1]).findings())
                    .anyMatch(finding -> finding.waitsAtMethod().equals("put"));
        });
        visitor.command("detach");
        assertThat(visitor.told()).as("told after the end").isEmpty();
    }

    private static void compare(WatchedJvm jvm, Figures before, Figures after) throws IOException {
        int rounds = ROUNDS - FIRST_ROUNDS;
        assertThat(after.failed()).as("failed requests").isZero();
        assertThat(after.served()).as("served requests").isGreaterThan(before.served());
        assertThat(after.classes())
                .as("loaded classes")
                .isLessThanOrEqualTo(before.classes() + (long) rounds * MORE_CLASSES);
        assertThat(after.metaspaceKb())
                .as("metaspace, kB")
                .isLessThanOrEqualTo(before.metaspaceKb() + (long) rounds * MORE_METASPACE_KB);
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + MORE_THREADS);
        assertThat(after.files()).as("open files: %s", files(jvm)).isLessThanOrEqualTo(before.files());
    }

    private static List<String> files(WatchedJvm jvm) throws IOException {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(jvm.pid()), "fd"))) {
            for (Path file : all.toList()) {
                targets.add(Files.readSymbolicLink(file).toString());
            }
        }
        return targets;
    }

    /** Returns the figures after a collection in the program. */
    private static Figures figures(WatchedJvm jvm, int round) {
        String question = "figures " + round + "-" + System.nanoTime();
        jvm.send(question);
        String answer = jvm.awaitLine(question + ": ").substring(question.length() + 2);
        if (round == FIRST_ROUNDS || round % 25 == 0 || round == ROUNDS) {
            System.out.println("round " + round + ": " + answer);
        }
        long[] numbers = Arrays.stream(answer.split(" "))
                .mapToLong(figure -> Long.parseLong(figure.substring(figure.indexOf('=') + 1)))
                .toArray();
        return new Figures(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    private record Figures(long served, long failed, long metaspaceKb, long classes, long threads, long files) {}
}
