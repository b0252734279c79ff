// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file of another process, which may end meanwhile or be closed to this user. */
final class ProcFile {
    private ProcFile() {}

    /** The whole file; nothing if it can't be read. */
    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException | InvalidPathException | SecurityException e) {
            return new byte[0];
        }
    }
}
