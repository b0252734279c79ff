// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Explains why a file could not be written, and what to do. The text changes only with the cause. */
final class FileFault {
    private FileFault() {}

    static final class NoFile extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NoFile(Path path, String reason) {
            super(path.toString(), null, reason);
        }
    }

    static String explain(Exception e) {
        if (e instanceof NoSuchFileException missing && isDirectoryThere(missing)) {
            return "no file can be made in its directory; name a file in another one";
        }
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist; create it, or name a file in another one";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied; let the JVM's user write in its directory, or name a file in another one";
        }
        if (e instanceof SecurityException) {
            return "the program's security manager refuses it; have it grant the agent's jar all permissions";
        }
        if (e instanceof ClosedByInterruptException) {
            return "its writing is interrupted again and again; find out what interrupts the agent's threads";
        }
        String message = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
        String reason = message == null ? e.getClass().getSimpleName() : message;
        // From open, only the message of the system says so.
        if (e instanceof NotDirectoryException || reason.equals("Not a directory")) {
            return "a part of it is not a directory; name a file";
        }
        if (reason.equals("Read-only file system")) {
            return "its file system is read-only; name a file in another one";
        }
        boolean misnamed = e instanceof NoFile || e instanceof InvalidPathException;
        return reason + (misnamed ? "; name a file" : "; free some space, or name a file elsewhere");
    }

    /** Reports whether the directory of a file that was to be made exists: that of a process in /proc takes no file. */
    private static boolean isDirectoryThere(NoSuchFileException made) {
        try {
            Path directory = Path.of(made.getFile()).getParent();
            return directory != null && Files.isDirectory(directory);
        } catch (RuntimeException e) {
            return false;
        }
    }
}
