// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The page about the costs of the agent. This module makes its summary, which stands between two marks; the rest is
 * written by hand. The tables of each row are a separate page in the folder beside it.
 */
public final class Page {
    private static final String MADE = "<!-- made by scripts/overhead, don't edit -->\n\n";
    private static final String BEGIN = "<!-- begin summary: made by scripts/overhead, don't edit -->\n";
    private static final String END = "<!-- end summary -->\n";
    private static final String SUFFIX = ".md";

    private Page() {}

    /**
     * Writes the pages of these rows, and the summary of all rows that have one.
     *
     * @param made Markdown by the id of the row
     * @throws IOException if the page has no marks; then nothing was written
     */
    public static void write(Path page, Map<String, String> made, List<Goal> goals) throws IOException {
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException(page + " lacks the two lines " + BEGIN.strip() + " and " + END.strip());
        }
        Path folder = rows(page);
        Files.createDirectories(folder);
        for (Map.Entry<String, String> row : made.entrySet()) {
            Files.writeString(folder.resolve(row.getKey() + SUFFIX), MADE + row.getValue());
        }
        String summary = Summary.of(sections(folder), goals);
        Files.writeString(page, text.substring(0, from + BEGIN.length()) + "\n" + summary + "\n" + text.substring(to));
    }

    /** Returns {@code docs/overhead/} for {@code docs/overhead.md}. */
    static Path rows(Path page) {
        return page.resolveSibling(page.getFileName().toString().replace(SUFFIX, ""));
    }

    /** Returns the pages of the rows by their ids, without pages that were written by hand. */
    private static Map<String, String> sections(Path folder) throws IOException {
        Map<String, String> sections = new TreeMap<>();
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path page : pages) {
                String text = Files.readString(page);
                if (text.startsWith(MADE)) {
                    sections.put(page.getFileName().toString().replace(SUFFIX, ""), text);
                }
            }
        }
        return sections;
    }
}
