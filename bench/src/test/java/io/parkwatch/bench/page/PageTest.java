// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.bench.rows.Goals;
import io.parkwatch.bench.rows.Rows;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Jars;
import java.io.IOException;
import java.nio.file.DirectoryStream;
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

    private Path page() throws IOException {
        Path rows = Files.createDirectory(folder.resolve("overhead"));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Page.rows(OVERHEAD))) {
            for (Path row : all) {
                Files.copy(row, rows.resolve(row.getFileName()));
            }
        }
        return Files.copy(OVERHEAD, folder.resolve("overhead.md"));
    }

    private Path row(String id) {
        return folder.resolve("overhead").resolve(id + ".md");
    }

    @Test
    void aRowIsAPageOfItsOwnAndWhatIsWrittenByHandStays() throws IOException {
        Path page = page();
        String watcher = Files.readString(row("watcher"));

        Page.write(page, Map.of("park", "# Park\n\none\n", "web", "# Web\n\none\n"), Goals.ALL);
        Page.write(page, Map.of("park", "# Park\n\ntwo\n"), Goals.ALL);

        assertThat(page).content().startsWith("# Overhead").contains("[Park](overhead/park.md)", "## What any agent");
        assertThat(row("park")).content().endsWith("# Park\n\ntwo\n");
        assertThat(row("web")).content().endsWith("# Web\n\none\n");
        assertThat(row("watcher")).hasContent(watcher);
    }

    @Test
    void theSummaryIsThatOfTheRowsPages() throws IOException {
        Path page = page();

        Page.write(page, Map.of(), Goals.ALL);

        assertThat(page).as("made by scripts/overhead --summary").hasSameTextualContentAs(OVERHEAD);
    }

    @Test
    void eachRowHasItsPage() {
        Path any = OVERHEAD;
        Bench bench = new Bench(
                new Jars(any, any, any, any, Optional.empty(), Optional.empty(), Optional.of(any)), List.of(), false);

        assertThat(Rows.all(bench))
                .allSatisfy(row -> assertThat(Page.rows(OVERHEAD).resolve(row.id() + ".md"))
                        .exists());
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
