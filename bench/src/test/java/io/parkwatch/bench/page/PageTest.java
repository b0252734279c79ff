// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.bench.rows.Goals;
import io.parkwatch.bench.rows.Rows;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Jars;
import io.parkwatch.bench.run.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Path OVERHEAD = Path.of("../docs/overhead.md");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenByHandAndOtherRowsStayAndASecondTableTakesThePlaceOfTheFirst() throws IOException {
        Path page = Files.copy(OVERHEAD, folder.resolve("overhead.md"));

        Page.write(page, Map.of("park", "park one\n", "web", "web one\n"), Goals.ALL);
        String first = Files.readString(page);
        Page.write(page, Map.of("park", "park two\n"), Goals.ALL);

        assertThat(first)
                .startsWith("# Overhead")
                .contains("park one", "web one", "## Creating threads and tasks", "## What any agent costs")
                .doesNotContain("## Park and unpark\n");
        assertThat(page).hasContent(first.replace("park one", "park two"));
    }

    @Test
    void theSummaryIsThatOfThePagesTables() throws IOException {
        Path page = Files.copy(OVERHEAD, folder.resolve("overhead.md"));

        Page.write(page, Map.of(), Goals.ALL);

        assertThat(page).as("made by scripts/overhead --summary").hasSameTextualContentAs(OVERHEAD);
    }

    @Test
    void tablesAreFoldedAndWhatStandsAroundThemIsNot() throws IOException {
        Path page = Files.copy(OVERHEAD, folder.resolve("overhead.md"));

        Page.write(page, Map.of("park", "intro\n\n| a |\n|---|\n\nand\n\n| b |\n|---|\n\nMade by\n"), Goals.ALL);

        assertThat(page).content().contains("""

                intro

                <details><summary>all figures</summary>

                | a |
                |---|

                and

                | b |
                |---|

                </details>

                Made by
                """);
    }

    @Test
    void eachRowHasItsPlaceInThePage() throws IOException {
        Path page = Files.copy(OVERHEAD, folder.resolve("overhead.md"));
        Bench bench = new Bench(
                new Jars(page, page, page, page, Optional.empty(), Optional.empty(), Optional.of(page)),
                List.of(),
                false);

        for (Row row : Rows.all(bench)) {
            Page.write(page, Map.of(row.id(), "made\n"), Goals.ALL);
        }
        assertThat(page).content().contains("made\n");
    }

    @Test
    void aPageWithoutTheMarksIsLeftAlone() throws IOException {
        Path page = Files.writeString(folder.resolve("other.md"), "by hand\n");

        assertThatThrownBy(() -> Page.write(page, Map.of("park", "made"), Goals.ALL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.md lacks");
        assertThat(page).hasContent("by hand\n");
    }
}
