// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The strings that HotSpot publishes in {@code hsperfdata_<user>/<pid>} in the temporary folder. The JVM's user and
 * root can read them without attaching. With {@code -XX:-UsePerfData} there are none.
 */
record PerfData(Map<String, String> strings) {
    private static final int MAGIC = 0xcafec0c0;

    static PerfData of(Proc process) {
        Path temporary = process.exists() ? process.inside(Proc.TMP) : Path.of(System.getProperty("java.io.tmpdir"));
        String pid = process.exists() ? process.pidInside() : Long.toString(process.pid());
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, "hsperfdata_*")) {
            for (Path folder : folders) {
                Path file = folder.resolve(pid);
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && ProcFile.isShort(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.isReadable(file)) {
                    return new PerfData(strings(ProcFile.bytes(file)));
                }
            }
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            // The files belong to another user, or the process ended.
        }
        return new PerfData(Map.of());
    }

    Optional<String> javaVersion() {
        return Optional.ofNullable(strings.get("java.property.java.version"));
    }

    /** Returns the main class or jar. A path ends at its first blank, since the JVM appends the arguments. */
    Optional<String> main() {
        return Optional.ofNullable(strings.get("sun.rt.javaCommand"))
                .map(command -> command.split(" ", 2)[0])
                .filter(main -> !main.isEmpty());
    }

    Optional<Boolean> attachable() {
        return Optional.ofNullable(strings.get("sun.rt.jvmCapabilities")).map(digits -> digits.startsWith("1"));
    }

    private static Map<String, String> strings(byte[] bytes) {
        ByteBuffer data = ByteBuffer.wrap(bytes);
        Map<String, String> strings = new HashMap<>();
        try {
            if (data.getInt() != MAGIC) {
                return strings;
            }
            data.order(data.get() == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int entry = data.getInt(24);
            int entries = data.getInt(28);
            for (int i = 0; i < entries; i++) {
                int length = data.getInt(entry);
                int name = entry + data.getInt(entry + 4);
                int items = data.getInt(entry + 8); // 0 for a number
                int value = entry + data.getInt(entry + 16);
                if (items > 0 && data.get(entry + 12) == 'B') {
                    strings.put(text(bytes, name, bytes.length), text(bytes, value, value + items));
                }
                entry += length;
                if (length <= 0) {
                    break;
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            // The JVM has not written everything yet. The strings read so far are right.
        }
        return strings;
    }

    private static String text(byte[] data, int from, int to) {
        int end = from;
        while (end < to && data[end] != 0) {
            end++;
        }
        return new String(data, from, end - from, StandardCharsets.UTF_8);
    }
}
