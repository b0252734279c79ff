// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names that are looked for among the constants of class files, without reading anything else of them: every class that loads pays this. */
final class Constants {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int FIRST = 10;
    private static final int LONGEST = 256;

    /** By their length in bytes; all that are longer together. */
    private final byte[] @Nullable [][] byLength = new byte[LONGEST + 1][][];

    private final int size;

    /** {@code size}: how many there were of what they were made from. */
    Constants(List<String> names, int size) {
        this.size = size;
        for (String text : names) {
            byte[] name = text.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(name.length, LONGEST);
            byte[][] there = byLength[length];
            byte[][] more = there == null ? new byte[1][] : Arrays.copyOf(there, there.length + 1);
            more[more.length - 1] = name;
            byLength[length] = more;
        }
    }

    int size() {
        return size;
    }

    /** Whether a class file has one of the names; false also where it can't be read: the JVM will say so itself. */
    boolean isIn(byte[] file) {
        if (!isClass(file)) {
            return false;
        }
        int count = u2(file, 8);
        int at = FIRST;
        for (int i = 1; i < count && at + 2 < file.length; i++) {
            switch (file[at]) {
                case 1 -> {
                    int length = u2(file, at + 1);
                    byte[][] names = byLength[Math.min(length, LONGEST)];
                    at += 3;
                    if (names != null && isOne(names, file, at, length)) {
                        return true;
                    }
                    at += length;
                }
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    i++; // of two slots
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    /** Whether it begins as a class file does. */
    static boolean isClass(byte[] file) {
        return file.length >= FIRST && u4(file, 0) == MAGIC;
    }

    private static boolean isOne(byte[][] names, byte[] file, int at, int length) {
        for (byte[] name : names) {
            if (name.length == length
                    && at + length <= file.length
                    && Arrays.equals(name, 0, length, file, at, at + length)) {
                return true;
            }
        }
        return false;
    }

    private static int u2(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    }

    private static int u4(byte[] file, int at) {
        return u2(file, at) << 16 | u2(file, at + 2);
    }
}
