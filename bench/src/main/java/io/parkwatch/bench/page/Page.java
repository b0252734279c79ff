// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The page, of which each row has a part between two marks that is made by this module; the rest is written by hand. */
public final class Page {
    private Page() {}

    /**
     * Replaces what stands between the marks of these rows.
     *
     * @param made Markdown by the id of the row
     * @throws IOException where a row has no marks; the page is as it was then
     */
    public static void write(Path page, Map<String, String> made) throws IOException {
        String text = Files.readString(page);
        for (Map.Entry<String, String> row : made.entrySet()) {
            String begin = "<!-- begin " + row.getKey() + ": made by scripts/overhead, don't edit -->\n";
            String end = "<!-- end " + row.getKey() + " -->\n";
            int from = text.indexOf(begin);
            int to = text.indexOf(end);
            if (from < 0 || to < from) {
                throw new IOException(page + " lacks the two lines " + begin.strip() + " and " + end.strip());
            }
            text = text.substring(0, from + begin.length()) + "\n" + row.getValue() + "\n" + text.substring(to);
        }
        Files.writeString(page, text);
    }
}
