// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Explains why a file could not be written. The text is the same as long as the cause is: it does not contain the name
 * of a temporary file.
 */
final class FileFault {
    private FileFault() {}

    static final class IsDirectory extends FileSystemException {
        private static final long serialVersionUID = 1L;

        IsDirectory(Path path) {
            super(path.toString());
        }
    }

    static final class IsSpecial extends FileSystemException {
        private static final long serialVersionUID = 1L;

        IsSpecial(Path path) {
            super(path.toString());
        }
    }

    /** Reports whether a part of the path is a file. From {@code open}, only the message of the system says so. */
    private static boolean isNoDirectory(Exception e) {
        return e instanceof NotDirectoryException
                || (e instanceof FileSystemException fs && "Not a directory".equals(fs.getReason()));
    }

    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof SecurityException) {
            return "the program's security manager refuses it";
        }
        if (e instanceof IsDirectory) {
            return "this is a directory";
        }
        if (e instanceof IsSpecial) {
            return "this is a device, a pipe or a socket";
        }
        if (isNoDirectory(e)) {
            return "a part of it is not a directory";
        }
        if (e instanceof ClosedByInterruptException) {
            return "its writing is interrupted again and again";
        }
        String told = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
        return told == null ? e.getClass().getSimpleName() : told;
    }

    static String remedy(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "make the directory, or name a file in another one";
        }
        if (e instanceof AccessDeniedException) {
            return "let the JVM's user write in its directory, or name a file in another one";
        }
        if (e instanceof SecurityException) {
            return "have it grant the agent's jar all permissions";
        }
        if (e instanceof IsDirectory
                || e instanceof IsSpecial
                || isNoDirectory(e)
                || e instanceof InvalidPathException) {
            return "name a file";
        }
        if (e instanceof ClosedByInterruptException) {
            return "find out what interrupts the agent's threads";
        }
        return "make room or name a file elsewhere";
    }
}
