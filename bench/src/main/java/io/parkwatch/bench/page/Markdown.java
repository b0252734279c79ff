// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in Markdown. */
public final class Markdown {
    private final StringBuilder text = new StringBuilder();

    /** Creates a table without rows under the heads of its columns. */
    public Markdown(String... heads) {
        row(heads);
        text.append("|").append("---|".repeat(heads.length)).append("\n");
    }

    public void row(String... cells) {
        text.append("|");
        Arrays.stream(cells).forEach(cell -> text.append(" ").append(cell).append(" |"));
        text.append("\n");
    }

    /** Returns the cells of a row: the first ones, then the others. */
    public static String[] cells(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all.toArray(String[]::new);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
