// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads files of another process, which may end meanwhile or belong to another user. */
final class ProcFile {
    private ProcFile() {}

    /** Returns the whole file, or no bytes if it cannot be read. */
    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException | InvalidPathException | SecurityException e) {
            return new byte[0];
        }
    }
}
