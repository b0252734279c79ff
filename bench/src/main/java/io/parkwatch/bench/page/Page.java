// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page, of which each row has a part between two marks that is made by this module, and so has the summary; the
 * rest is written by hand.
 */
public final class Page {
    private static final String SUMMARY = "summary";
    private static final Pattern PARTS = Pattern.compile(
            "<!-- begin ([a-z-]+): made by scripts/overhead, don't edit -->\n(.*?)<!-- end \\1 -->\n", Pattern.DOTALL);

    private Page() {}

    /**
     * Replaces what stands between the marks of these rows, and the summary by that of the new page.
     *
     * @param made Markdown by the id of the row
     * @throws IOException where a row or the summary has no marks; the page is as it was then
     */
    public static void write(Path page, Map<String, String> made, List<Goal> goals) throws IOException {
        String text = Files.readString(page);
        for (Map.Entry<String, String> row : made.entrySet()) {
            text = replaced(page, text, row.getKey(), folded(row.getValue()));
        }
        Files.writeString(page, replaced(page, text, SUMMARY, Summary.of(text, goals)));
    }

    private static String replaced(Path page, String text, String id, String made) throws IOException {
        String begin = "<!-- begin " + id + ": made by scripts/overhead, don't edit -->\n";
        String end = "<!-- end " + id + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(page + " lacks the two lines " + begin.strip() + " and " + end.strip());
        }
        return text.substring(0, from + begin.length()) + "\n" + made + "\n" + text.substring(to);
    }

    /** All tables of a part, and what stands between them, behind a line that opens them. */
    private static String folded(String part) {
        int from = part.indexOf("\n|") + 1;
        int to = part.indexOf("\n", part.lastIndexOf("\n|") + 1) + 1;
        return from == 0
                ? part
                : part.substring(0, from)
                        + "<details><summary>all figures</summary>\n\n"
                        + part.substring(from, to)
                        + "\n</details>\n"
                        + part.substring(to);
    }

    /** The made parts by their ids. */
    static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher matcher = PARTS.matcher(text);
        while (matcher.find()) {
            parts.put(matcher.group(1), matcher.group(2));
        }
        return parts;
    }
}
