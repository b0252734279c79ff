// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file of the option {@code report}, which always contains one whole report, the newest. A failure prints one line
 * when it begins or its reason changes, and one when it is over. It never reaches the caller. One thread writes.
 */
public final class ReportFile {
    private final String path;
    private final FileSystem fileSystem;
    private final Consumer<String> lines;
    private volatile @Nullable Problem problem;

    /** Takes a path in which each {@code %p} becomes the pid, and a reader of lines for people. */
    public ReportFile(String path, long pid, Consumer<String> lines) {
        this(path, pid, lines, FileSystems.getDefault());
    }

    ReportFile(String path, long pid, Consumer<String> lines, FileSystem fileSystem) {
        this.path = path.replace("%p", Long.toString(pid));
        this.lines = lines;
        this.fileSystem = fileSystem;
    }

    /** Creates a file and removes it, to initialize the JDK's classes while there is memory (docs/decisions/0016). */
    public void warmUp() {
        try {
            Path target = fileSystem.getPath(path).toAbsolutePath();
            if (isSpecial(target)) {
                return;
            }
            Path first = temporary(target);
            Path second = temporary(target);
            try {
                make(first, "");
                Files.move(first, second, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                discard(first);
                discard(second);
            }
        } catch (IOException | RuntimeException | Error e) {
            // Writing the first report gives the reason.
        }
    }

    /** Replaces the file. A failure here must not fail the look. */
    public void write(Snapshot snapshot) {
        try {
            write(ReportJson.of(snapshot));
        } catch (RuntimeException | Error e) {
            try {
                failed(e + "; the next look tries again");
            } catch (RuntimeException | Error noMemory) {
                // The next failure prints it.
            }
        }
    }

    /** Never throws for a failure of the file system. */
    void write(String json) {
        try {
            replaceUninterrupted(fileSystem.getPath(path).toAbsolutePath(), json);
            if (problem != null) {
                problem = null;
                lines.accept("report is written to " + path + " again");
            }
        } catch (IOException | InvalidPathException | SecurityException e) {
            failed(FileFault.explain(e));
        }
    }

    private void failed(String why) {
        String text = "cannot write report=" + path + ": " + why;
        Problem before = problem;
        problem = new Problem("report", text);
        if (before == null || !before.text().equals(text)) {
            lines.accept(text);
        }
    }

    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** Replaces the file, and tries again after an interrupt. It closes the channel, but is no fault of the file. */
    private static void replaceUninterrupted(Path target, String json) throws IOException {
        try {
            replace(target, json);
        } catch (ClosedByInterruptException e) {
            boolean unused = Thread.interrupted();
            replace(target, json);
        }
    }

    private static void replace(Path target, String json) throws IOException {
        if (target.getParent() == null || Files.isDirectory(target)) {
            throw new FileFault.NoFile(target, "this is a directory");
        }
        if (isSpecial(target)) {
            throw new FileFault.NoFile(target, "this is a device, a pipe or a socket");
        }
        Path temporary = temporary(target);
        try {
            make(temporary, json);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            discard(temporary);
        }
    }

    /** Returns an unpredictable name in the same directory: a rename is only atomic there. */
    private static Path temporary(Path target) {
        return target.resolveSibling(
                ".parkwatch-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
    }

    private static void make(Path file, String text) throws IOException {
        // CREATE_NEW neither follows a link nor opens a file that somebody else has put there.
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly(file.getFileSystem())))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reports whether a file in its place would take a device, pipe or socket, as /dev/stdout, from the system. */
    private static boolean isSpecial(Path target) {
        try {
            boolean isOutput = Files.isSymbolicLink(target)
                    && Files.readSymbolicLink(target).startsWith("/proc");
            return isOutput
                    || Files.readAttributes(target, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false; // there is no file, or creating it will show what is wrong
        }
    }

    /** Returns the permissions, set on creation so that others can never open the file. */
    private static FileAttribute<?>[] ownerOnly(FileSystem fs) {
        if (!fs.supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0]; // the directory decides
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException | SecurityException ignored) {
            // An exception that is already on its way matters more.
        }
    }
}
