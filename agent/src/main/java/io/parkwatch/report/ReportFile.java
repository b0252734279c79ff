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
 * The file of the option {@code report}: always one whole report, the newest. Failures are told in one line when they
 * begin or their reason changes, and once when they are over; they never reach the caller. One thread writes.
 */
public final class ReportFile {
    private final String path;
    private final FileSystem fileSystem;
    private final Consumer<String> lines;
    private volatile @Nullable Problem problem;

    /**
     * @param path as the option gives it; each {@code %p} becomes the pid
     * @param lines takes one line for people at a time
     */
    public ReportFile(String path, long pid, Consumer<String> lines) {
        this(path, pid, lines, FileSystems.getDefault());
    }

    ReportFile(String path, long pid, Consumer<String> lines, FileSystem fileSystem) {
        this.path = path.replace("%p", Long.toString(pid));
        this.lines = lines;
        this.fileSystem = fileSystem;
    }

    /**
     * Makes a file and removes it: what the JDK initializes for that, it initializes while there is memory
     * (docs/decisions/0016).
     */
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
            // The first report says why.
        }
    }

    /** Replaces the file. Whatever fails here must not fail the look. */
    public void write(Snapshot snapshot) {
        try {
            write(ReportJson.of(snapshot));
        } catch (RuntimeException | Error e) {
            try {
                failed(e + "; the next look tries again");
            } catch (RuntimeException | Error noMemory) {
                // It comes with the next failure.
            }
        }
    }

    /** Never throws for what the file system does. */
    void write(String json) {
        try {
            replaceUninterrupted(fileSystem.getPath(path).toAbsolutePath(), json);
            if (problem != null) {
                problem = null;
                lines.accept("report is written to " + path + " again");
            }
        } catch (IOException | InvalidPathException | SecurityException e) {
            failed(FileFault.reason(e) + "; " + FileFault.remedy(e));
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

    /** What keeps the file from being written now. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** An interrupt closes what is being written, and is no fault of the file: a second try goes without it. */
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
            throw new FileFault.IsDirectory(target);
        }
        if (isSpecial(target)) {
            throw new FileFault.IsSpecial(target);
        }
        Path temporary = temporary(target);
        try {
            make(temporary, json);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            discard(temporary);
        }
    }

    /** A name that nobody can foresee, in the same directory, since only there a rename is atomic. */
    private static Path temporary(Path target) {
        return target.resolveSibling(
                ".parkwatch-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
    }

    private static void make(Path file, String text) throws IOException {
        // CREATE_NEW neither follows a link nor opens what somebody else has put there.
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly(file.getFileSystem())))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * A device, pipe or socket, or a link to one, as /dev/stdout is: a file in its place would take it from the system.
     */
    private static boolean isSpecial(Path target) {
        try {
            boolean isOutput = Files.isSymbolicLink(target)
                    && Files.readSymbolicLink(target).startsWith("/proc");
            return isOutput
                    || Files.readAttributes(target, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false; // nothing is there; what else is wrong shows as the file is made
        }
    }

    /**
     * Set as the file is made, so that there is no moment in which others can open it; elsewhere than POSIX the
     * directory decides.
     */
    private static FileAttribute<?>[] ownerOnly(FileSystem fs) {
        if (!fs.supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException | SecurityException ignored) {
            // The reason that counts is the one that is thrown already.
        }
    }
}
