// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Jdk JDK = new Jdk(25, Path.of(""), "25");

    private final List<String> ran = new ArrayList<>();

    @Test
    void eachRowRunsAtOnceAndItsRepetitionsAreSpread() throws InterruptedException {
        Samples samples = run(4, Integer.MAX_VALUE);

        assertThat(ran).containsExactly("often", "twice", "once", "often", "often", "twice", "often");
        assertThat(samples.of("often", JDK, Variant.BARE)).hasSize(4);
    }

    @Test
    void whenTheTimeIsOverNothingIsRepeatedAndWhatHasNotRunStillDoes() throws InterruptedException {
        run(4, 0);

        assertThat(ran).containsExactly("often", "twice", "once");
    }

    @Test
    void noRowRunsMoreOftenThanIsAskedFor() throws InterruptedException {
        run(1, Integer.MAX_VALUE);

        assertThat(ran).containsExactly("often", "twice", "once");
    }

    private Samples run(int most, int repeatSeconds) throws InterruptedException {
        List<Row> rows = List.of(new Counted("often", 4), new Counted("twice", 2), new Counted("once", 1));
        return new Rounds(rows, most, repeatSeconds, line -> {}).run();
    }

    private final class Counted implements Row {
        private final String id;
        private final int rounds;

        private Counted(String id, int rounds) {
            this.id = id;
            this.rounds = rounds;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public int rounds() {
            return rounds;
        }

        @Override
        public List<Task> tasks() {
            return List.of(new Task(JDK, Variant.BARE, id, () -> {
                ran.add(id);
                return Map.of(id, 1.0);
            }));
        }

        @Override
        public String section(Samples samples) {
            return "";
        }
    }
}
