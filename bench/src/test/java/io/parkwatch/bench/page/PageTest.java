// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Path OVERHEAD = Path.of("../docs/overhead.md");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenByHandStaysAndASecondTableTakesThePlaceOfTheFirst() throws IOException {
        Path page = Files.copy(OVERHEAD, folder.resolve("overhead.md"));

        Page.write(page, "table one\n");
        String first = Files.readString(page);
        Page.write(page, "table two\n");

        assertThat(first).startsWith("# Overhead").contains("table one").contains("## What any agent costs");
        assertThat(page).hasContent(first.replace("table one", "table two"));
    }

    @Test
    void aPageWithoutTheMarksIsLeftAlone() throws IOException {
        Path page = Files.writeString(folder.resolve("other.md"), "by hand\n");

        assertThatThrownBy(() -> Page.write(page, "made"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.md lacks");
        assertThat(page).hasContent("by hand\n");
    }
}
