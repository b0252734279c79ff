// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Map<String, String> ROWS = Map.of("park", """
            # Park, and unpark

            |  | JDK | bare JVM | **Parkwatch / empty agent** | **Parkwatch with flag / bare** |
            |---|---|---|---|---|
            | virtual | 17 | 900 ns | 1.05 (1.04–1.06) |   |
            | virtual | 21 | 900 ns | 1.03 (1.00–1.40) | 1.09 (1.08–1.10) |
            | platform | 21 | 900 ns | noise (0.98–1.20) | noise (0.90–1.00) |

            | beside others | JDK | Parkwatch |
            |---|---|---|
            | virtual | 21 | 1.90 (1.90–1.90) |
            """, "memory", """
            # Memory

            |  | JDK | empty agent | Parkwatch | Parkwatch, flag |
            |---|---|---|---|---|
            | heap, MB | 17 | 1.00 (0.90–1.10) | 15 (14–16) |  |
            | heap, MB | 21 | 2.00 | 4.50 | 4.00 |
            | its heap, MB | 21 | 2.00 | 40 | 40 |
            """);

    private static String last(Goal goal) {
        return Summary.of(ROWS, List.of(goal)).lines().toList().get(2);
    }

    @Test
    void tellsTheWorstFigureOfEachJdkAndWhereItIsWritten() {
        assertThat(Summary.of(ROWS, List.of(Goal.ratio("park", "a hand-over", "1.10", 1.10, "virtual"))))
                .isEqualTo("""
                        | row | what | wanted at most | 17 | 21 | verdict |
                        |---|---|---|---|---|---|
                        | [Park, and unpark](overhead/park.md) | a hand-over | 1.10 | 1.05 | 1.09 | holds |
                        """);
    }

    @Test
    void countsWhatMisses() {
        assertThat(last(Goal.ratio("park", "a hand-over", "1.04", 1.04, "virtual")))
                .endsWith("| 1.05 | 1.09 | **misses** (2 of 3) |");
    }

    @Test
    void claimsNothingWhereOnlyWhatDidNotRepeatIsTooMuch() {
        assertThat(last(Goal.ratio("park", "a hand-over", "1.10", 1.10, ".*")))
                .endsWith("| 1.05 | 1.09, noise to 1.20 | noise |");
    }

    @Test
    void takesOffTheEmptyAgentsFigureOfTheSameMeasure() {
        assertThat(last(Goal.added("memory", "heap", "20", 20, "heap, MB"))).endsWith("| 14 | 2.50 | holds |");
    }

    @Test
    void saysWhatWasNotMeasured() {
        assertThat(last(Goal.figure("memory", "stacks", "1", 1, "stacks"))).endsWith("|  |  | not measured |");
    }

    @Test
    void aFigureOfWhichNothingIsWantedHasNoVerdict() {
        assertThat(last(Goal.told("memory", "heap", "its heap, MB", "Parkwatch")))
                .endsWith("|  | 40 |  |");
    }
}
