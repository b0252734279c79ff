// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import io.parkwatch.finding.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the JDK's channel classes. Holds names: the class need not be loaded, nor have these fields. */
final class JdkRow {
    final String type;
    final Kind kind;

    /** Whether only some instances have a bound. */
    final boolean sometimes;

    /** Whether {@link #size} and {@link #capacity} count the parties of a barrier. */
    final boolean barrier;

    /** Whether a condition may belong to this channel. Its key is then the condition's lock. */
    final boolean hasConditions;

    /** Whether it never holds an item. */
    final boolean empty;

    /** Whether its items must be counted. */
    final boolean counted;

    final List<String> keys;

    /** The field that leads from a key to the next one; null if the keys are no list. */
    final @Nullable String next;

    /** The field with the size, or those on the way to it. */
    final List<String> size;

    /**
     * For a ring, where the next item is taken. The size is then where the next one is put, -1 if the ring is empty.
     */
    final @Nullable String out;

    final @Nullable String capacity;

    JdkRow(String type, List<String> columns) {
        this.type = type;
        String word = columns.get(2);
        sometimes = word.endsWith("?");
        barrier = word.equals("barrier");
        kind = barrier ? Kind.NONE : Kind.valueOf(word.replace("?", "").toUpperCase(Locale.ROOT));
        String parks = columns.get(3);
        keys = parks.equals("-") ? List.of() : List.of(before(parks).split(",", -1));
        next = after(parks);
        hasConditions = columns.get(1).equals("lock") && !keys.isEmpty();
        String items = columns.get(4);
        empty = items.equals("0");
        counted = items.equals("size()");
        size = empty || counted || items.equals("-")
                ? List.of()
                : List.of(before(items).split("\\.", -1));
        out = after(items);
        capacity = empty || columns.get(5).equals("-") ? null : columns.get(5);
    }

    private static String before(String column) {
        return column.indexOf('>') < 0 ? column : column.substring(0, column.indexOf('>'));
    }

    private static @Nullable String after(String column) {
        return column.indexOf('>') < 0 ? null : column.substring(column.indexOf('>') + 1);
    }
}
