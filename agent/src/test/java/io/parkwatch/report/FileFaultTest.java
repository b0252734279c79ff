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

        assertThat(FileFault.reason(fault)).isEqualTo("a part of it is not a directory");
        assertThat(FileFault.remedy(fault)).isEqualTo("name a file");
    }

    @Test
    void aSecurityManagersRefusalIsNotThatOfTheFileSystem() {
        SecurityException refused = new SecurityException("write");

        assertThat(FileFault.reason(refused)).isEqualTo("the program's security manager refuses it");
        assertThat(FileFault.remedy(refused)).isEqualTo("have it grant the agent's jar all permissions");
    }

    @Test
    void interruptsThatDoNotEndAreNoFaultOfTheFile() {
        ClosedByInterruptException interrupted = new ClosedByInterruptException();

        assertThat(FileFault.reason(interrupted)).contains("interrupted");
        assertThat(FileFault.remedy(interrupted)).contains("interrupts").doesNotContain("file");
    }
}
