// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FileFaultTest {
    @Test
    void theSystemsOwnReasonThatAPartIsNoDirectoryIsTold() {
        FileSystemException fault = new FileSystemException("/etc/passwd/x", null, "Not a directory");

        assertThat(FileFault.explain(fault)).isEqualTo("a part of it is not a directory; name a file");
    }

    @Test
    void aSecurityManagersRefusalIsNotThatOfTheFileSystem() {
        SecurityException refused = new SecurityException("write");

        assertThat(FileFault.explain(refused))
                .isEqualTo("the program's security manager refuses it; have it grant the agent's jar all permissions");
    }

    @Test
    void interruptsThatDoNotEndAreNoFaultOfTheFile() {
        ClosedByInterruptException interrupted = new ClosedByInterruptException();

        assertThat(FileFault.explain(interrupted))
                .contains("interrupted", "interrupts")
                .doesNotContain("file");
    }
}
