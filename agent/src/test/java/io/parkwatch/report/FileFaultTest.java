// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFaultTest {
    @Test
    void theSystemsOwnReasonThatAPartIsNoDirectoryIsTold() {
        FileSystemException fault = new FileSystemException("/etc/passwd/x", null, "Not a directory");

        assertThat(FileFault.explain(fault)).isEqualTo("a part of it is not a directory; name a file");
    }

    @Test
    void aDirectoryThatIsThereIsNotSaidToBeMissing() {
        assertThat(FileFault.explain(new NoSuchFileException("/proc/.parkwatch-1.tmp")))
                .isEqualTo("no file can be made in its directory; name a file in another one");
        assertThat(FileFault.explain(new NoSuchFileException("/no/such/.parkwatch-1.tmp")))
                .isEqualTo("its directory does not exist; create it, or name a file in another one");
    }

    @Test
    void spaceIsNotWhatAReadOnlyFileSystemLacks() {
        FileSystemException fault = new FileSystemException("/mnt/x", null, "Read-only file system");

        assertThat(FileFault.explain(fault)).isEqualTo("its file system is read-only; name a file in another one");
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
