// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The file that the option {@code config} names. A class of its own: without the option a start loads no readers. */
final class ConfigFile {
    /** Room for a thousand prefixes or channels, yet read quickly: the program has not started yet. */
    private static final int MOST_BYTES = 64 * 1024;

    /** The message of an exception may contain a whole path. */
    private static final int MOST_CAUSE = 300;

    private ConfigFile() {}

    static Properties read(String name) throws OptionsException {
        Properties properties = new Properties();
        if (isEndless(name)) {
            throw bad(name, "a properties file that can be read (this is no file: a pipe might never end)");
        }
        try {
            byte[] bytes = bytes(name);
            int start = mark(bytes);
            properties.load(new InputStreamReader(
                    new ByteArrayInputStream(bytes, start, bytes.length - start), StandardCharsets.UTF_8.newDecoder()));
        } catch (IOException | RuntimeException e) {
            String cause = OptionsException.shown(e.toString(), MOST_CAUSE);
            throw bad(name, "a properties file that can be read (" + cause + ")");
        }
        return properties;
    }

    /** Limits the bytes read, not the size that the file system reports: a file in {@code /proc} has 0, a log grows. */
    private static byte[] bytes(String name) throws IOException, OptionsException {
        Path path = Path.of(name);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            long size = Math.max(bytes.length, Files.size(path));
            throw bad(name, "a properties file of up to " + MOST_BYTES + " bytes (this one has at least " + size + ")");
        }
        return bytes;
    }

    /** Returns the length of the byte order mark that some editors put before UTF-8. */
    private static int mark(byte[] bytes) {
        boolean isMarked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return isMarked ? 3 : 0;
    }

    /** Reports whether the file is a pipe or a device: reading it could keep the program from starting. */
    private static boolean isEndless(String name) {
        try {
            Path path = Path.of(name);
            return Files.exists(path) && !Files.isRegularFile(path);
        } catch (RuntimeException e) {
            return false; // reading the file gives a better message
        }
    }

    private static OptionsException bad(String name, String allowed) {
        return OptionsException.bad("config", name, allowed);
    }
}
