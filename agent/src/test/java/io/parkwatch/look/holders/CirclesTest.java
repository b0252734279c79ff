// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CirclesTest {
    private static final int[] NONE = {};

    @Test
    void aChainToAThreadThatRunsIsNoCircle() {
        Circles circles = new Circles(new int[][] {{1}, {2}, NONE});

        assertThat(circles.count()).isZero();
        assertThat(circles.of(0)).isNegative();
        assertThat(circles.around(0)).isEmpty();
    }

    @Test
    void twoThatWaitForEachOtherAreACircleAndTheOneBehindThemIsNot() {
        Circles circles = new Circles(new int[][] {{1}, {0}, {0}});

        assertThat(circles.count()).isEqualTo(1);
        assertThat(circles.of(0)).isEqualTo(circles.of(1)).isNotNegative();
        assertThat(circles.of(2)).isNegative();
        assertThat(circles.around(0)).containsExactly(0, 1);
        assertThat(circles.around(1)).containsExactly(1, 0);
    }

    @Test
    void oneThatHoldsWhatItWaitsForIsACircle() {
        Circles circles = new Circles(new int[][] {{0}});

        assertThat(circles.of(0)).isNotNegative();
        assertThat(circles.around(0)).containsExactly(0);
    }

    @Test
    void ofSeveralHoldersOneInTheCircleIsEnough() {
        Circles circles = new Circles(new int[][] {{3, 1, 2}, {0}, NONE, NONE});

        assertThat(circles.of(0)).isEqualTo(circles.of(1)).isNotNegative();
        assertThat(circles.of(2)).isNegative();
        assertThat(circles.around(1)).containsExactly(1, 0);
    }

    @Test
    void theWayAroundIsAShortestOne() {
        Circles circles = new Circles(new int[][] {{1}, {2, 0}, {0}});

        assertThat(circles.around(0)).containsExactly(0, 1);
        assertThat(circles.around(2)).containsExactly(2, 0, 1);
    }

    /** A stack of the JVM is far too short for this. */
    @Test
    void aCircleOfAHundredThousandIsFound() {
        int n = 100_000;
        int[][] holders = new int[n][];
        for (int i = 0; i < n; i++) {
            holders[i] = new int[] {(i + 1) % n};
        }

        assertThat(new Circles(holders).around(7)).hasSize(n).startsWith(7, 8);
    }

    /** Compares with what each node reaches, worked out by brute force. */
    @Test
    void randomGraphsHaveTheCirclesOfTheNodesThatReachThemselves() {
        Random random = new Random(17);
        for (int round = 0; round < 2_000; round++) {
            int n = 1 + random.nextInt(8);
            int[][] holders = new int[n][];
            for (int i = 0; i < n; i++) {
                holders[i] = random.ints(random.nextInt(3), 0, n).distinct().toArray();
            }
            boolean[][] reaches = reaches(holders);
            Circles circles = new Circles(holders);
            List<String> wrong = new ArrayList<>();
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    boolean together = circles.of(a) >= 0 && circles.of(a) == circles.of(b);
                    if (together != (reaches[a][b] && reaches[b][a])) {
                        wrong.add(a + " and " + b);
                    }
                }
                assertThat(isWay(circles.around(a), holders))
                        .as("the way around %d in %s", a, Arrays.deepToString(holders))
                        .isTrue();
            }
            assertThat(wrong).as(Arrays.deepToString(holders)).isEmpty();
        }
    }

    private static boolean[][] reaches(int[][] holders) {
        int n = holders.length;
        boolean[][] reaches = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            for (int holder : holders[i]) {
                reaches[i][holder] = true;
            }
        }
        for (int by = 0; by < n; by++) {
            for (int from = 0; from < n; from++) {
                for (int to = 0; to < n; to++) {
                    reaches[from][to] |= reaches[from][by] && reaches[by][to];
                }
            }
        }
        return reaches;
    }

    private static boolean isWay(int[] way, int[][] holders) {
        for (int i = 0; i < way.length; i++) {
            int next = way[(i + 1) % way.length];
            if (Arrays.stream(holders[way[i]]).noneMatch(holder -> holder == next)) {
                return false;
            }
        }
        return true;
    }
}
