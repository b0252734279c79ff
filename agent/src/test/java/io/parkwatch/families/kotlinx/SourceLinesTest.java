// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceLinesTest {
    @Test
    void theFirstRowOfLinesIsTheFileItself() {
        assertThat(SourceLines.end("SMAP\nWaits.kt\nKotlin\n*S Kotlin\n*F\n+ 1 Waits.kt\nacme/WaitsKt\n+ 2 Select.kt\n"
                        + "kotlinx/coroutines/selects/SelectKt\n*L\n1#1,244:1\n55#2,8:245\n*E\n"))
                .isEqualTo(244);
    }

    @Test
    void whatIsNoMapOfKotlinsEndsNowhere() {
        assertThat(SourceLines.end("")).isEqualTo(Integer.MAX_VALUE);
        assertThat(SourceLines.end("*L\n1#1,x:1\n")).isEqualTo(Integer.MAX_VALUE);
        assertThat(SourceLines.end("*L\n1#1,7")).isEqualTo(Integer.MAX_VALUE);
    }
}
