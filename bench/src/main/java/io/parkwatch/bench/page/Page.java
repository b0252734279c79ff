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
 * The page about what the agent costs. Its summary stands between two marks and is made by this module; the rest is
 * written by hand. The tables of each row are a page of their own in the folder beside it.
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
     * @throws IOException where the page has no marks; all is as it was then
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

    /** {@code docs/overhead/} of {@code docs/overhead.md}. */
    static Path rows(Path page) {
        return page.resolveSibling(page.getFileName().toString().replace(SUFFIX, ""));
    }

    /** The rows' pages by their ids, without those that were written by hand. */
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
