// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page whose part between two marks is made by this module; the rest is written by hand. */
public final class Page {
    private static final String BEGIN = "<!-- begin: made by scripts/overhead, don't edit -->\n";
    private static final String END = "<!-- end: made by scripts/overhead -->\n";

    private Page() {}

    /** Replaces what stands between the marks. */
    public static void write(Path page, String made) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " lacks the two lines " + BEGIN.strip() + " and " + END.strip());
        }
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + "\n" + made + "\n" + text.substring(end));
    }
}
