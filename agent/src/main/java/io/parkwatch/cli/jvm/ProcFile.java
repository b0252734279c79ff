// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files of another process, which may end meanwhile or belong to another user. */
final class ProcFile {
    private static final int LONGEST = 1 << 20;

    private ProcFile() {}

    /** Returns the whole file, or no bytes if it cannot be read. */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException | SecurityException e) {
            return new byte[0];
        }
    }

    static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** Resolves a path; empty if the locale of this command has no such characters. */
    static Optional<Path> resolve(Path base, String path) {
        try {
            return Optional.of(base.resolve(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Reports whether a file can be read in a moment: another user may have put a pipe or a huge file in its place. */
    static boolean isShort(Path file, LinkOption... links) {
        return Files.isRegularFile(file, links) && file.toFile().length() <= LONGEST;
    }
}
