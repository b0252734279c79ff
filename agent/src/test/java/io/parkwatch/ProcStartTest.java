// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcStartTest {
    private static final String REST = "S 1 42 42 0 -1 4194304 100 0 0 0 1 2 3 4 20 0 30 0 5063789 8 9";

    @Test
    void theStartIsCountedInTicksFromTheBoot() {
        assertThat(ProcStart.of("42 (a ) b) " + REST, "cpu 1 2\nbtime 1796008505\nprocesses 3\n"))
                .isEqualTo(Instant.ofEpochMilli(1_796_008_505_000L + 50_637_890));
    }

    @Test
    void whatTheProcessesHandleSaysIsTheSame() {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "only Linux has it");

        assertThat(ProcStart.read())
                .isEqualTo(ProcessHandle.current().info().startInstant().orElseThrow());
    }

    @Test
    void textsOfAnotherFormAreNotRead() {
        assertThatThrownBy(() -> ProcStart.of("42 (java) S 1", "cpu\nbtime 1\n"))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> ProcStart.of("42 (java) " + REST, "cpu\n")).isInstanceOf(RuntimeException.class);
    }
}
