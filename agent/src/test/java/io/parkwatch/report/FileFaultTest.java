// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedByInterruptException;
import org.junit.jupiter.api.Test;

class FileFaultTest {
    @Test
    void interruptsThatDoNotEndAreNoFaultOfTheFile() {
        ClosedByInterruptException interrupted = new ClosedByInterruptException();

        assertThat(FileFault.reason(interrupted)).contains("interrupted");
        assertThat(FileFault.remedy(interrupted)).contains("interrupts").doesNotContain("file");
    }
}
