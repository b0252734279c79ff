// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for names among the constants of class files, and reads nothing else: every class that loads pays for it. */
public final class Constants {
    private static final int FIRST = 10;
    private static final int LONGEST = 256;

    /** Names by their length in bytes; longer ones share the last list. */
    private final List<@Nullable List<Name>> byLength = new ArrayList<>(Collections.nCopies(LONGEST + 1, null));

    private final int size;

    private static final class Name {
        private final byte[] text;

        /** The bit of the group that the name belongs to. */
        private final int group;

        Name(byte[] text, int group) {
            this.text = text;
            this.group = group;
        }
    }

    /** Builds the table of names. {@code size} is the number of channel types that they come from. */
    public Constants(List<List<String>> groups, int size) {
        this.size = size;
        for (int group = 0; group < groups.size(); group++) {
            for (String text : groups.get(group)) {
                add(new Name(text.getBytes(StandardCharsets.UTF_8), 1 << group));
            }
        }
    }

    private void add(Name name) {
        int length = Math.min(name.text.length, LONGEST);
        List<Name> there = byLength.get(length);
        if (there == null) {
            there = new ArrayList<>();
            byLength.set(length, there);
        }
        there.add(name);
    }

    public int size() {
        return size;
    }

    /** Returns a bit for each group of which a class file has a name; 0 if it is malformed, which the JVM reports. */
    public int groupsIn(byte[] file) {
        if (!isClass(file)) {
            return 0;
        }
        int found = 0;
        int count = u2(file, 8);
        int at = FIRST;
        for (int i = 1; i < count && at + 2 < file.length; i++) {
            switch (file[at]) {
                case 1 -> {
                    int length = u2(file, at + 1);
                    List<Name> names = byLength.get(Math.min(length, LONGEST));
                    at += 3;
                    found |= names == null ? 0 : group(names, file, at, length);
                    at += length;
                }
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    i++; // takes two slots
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> {
                    return found;
                }
            }
        }
        return found;
    }

    public static boolean isClass(byte[] file) {
        return file.length >= FIRST && u2(file, 0) == 0xCAFE && u2(file, 2) == 0xBABE;
    }

    private static int group(List<Name> names, byte[] file, int at, int length) {
        for (Name name : names) {
            if (name.text.length == length
                    && at + length <= file.length
                    && Arrays.equals(name.text, 0, length, file, at, at + length)) {
                return name.group;
            }
        }
        return 0;
    }

    private static int u2(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    }
}
