// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the jar of this command readable for the target: at its own path, or as a copy in the target's {@code /tmp} if
 * the target is in a container or a chroot, may not read the jar, or cannot take its path. The copy stays, since the
 * agent reads from it as long as it watches.
 */
final class SharedJar {
    private static final Set<PosixFilePermission> READ_BY_ALL = PosixFilePermissions.fromString("rw-r--r--");

    private SharedJar() {}

    static String asSeenBy(Proc process, Path ourJar) throws Failure {
        byte[] jar;
        Path path;
        try {
            path = ourJar.toRealPath();
            if (canBePassed(path) && process.finds(path) && (process.isOurs() || isReadByAll(path))) {
                return path.toString();
            }
            jar = Files.readAllBytes(path);
        } catch (IOException e) {
            throw Failure.failed("cannot read " + ourJar + ", the jar of this command: " + e.getMessage());
        }
        if (!process.exists()) {
            // Without /proc, no folder is known to be shared with the target.
            throw Failure.wrongUse(
                    "a JVM cannot be told the path " + path + ": move the jar to one without `=`, of ASCII alone");
        }
        String name = "parkwatch-" + hash(jar) + ".jar";
        try (DirectoryStream<Path> root = Files.newDirectoryStream(process.inside(Path.of("/")))) {
            if (!(root instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("its root cannot be opened");
            }
            // Not by path: an absolute link planted in a container would make root write to a folder of the host.
            try (SecureDirectoryStream<Path> tmp =
                    secure.newDirectoryStream(Proc.TMP.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
                put(tmp, Path.of(name), jar);
            }
        } catch (IOException e) {
            throw Failure.unreachable(
                    "pid " + process.pid() + " cannot read " + path + ", and a copy at " + Proc.TMP.resolve(name)
                            + " in its file system could not be made (" + reason(e)
                            + "): make room or a writable /tmp there, remove what is at that path, or start it with -javaagent");
        }
        return Proc.TMP.resolve(name).toString();
    }

    private static String reason(IOException e) {
        // The message of such an exception is only the path.
        return e instanceof FileSystemException f && f.getReason() == null
                ? e.toString()
                : String.valueOf(e.getMessage());
    }

    /** Checks a path: the JVM cuts the argument at the first {@code =}, and decodes it by its own locale. */
    private static boolean canBePassed(Path path) {
        return path.toString().chars().allMatch(c -> c >= ' ' && c < 127 && c != '=');
    }

    private static boolean isReadByAll(Path path) throws IOException {
        PosixFilePermission needed = PosixFilePermission.OTHERS_READ;
        for (Path part = path; part != null; part = part.getParent()) {
            if (!Files.getPosixFilePermissions(part).contains(needed)) {
                return false;
            }
            needed = PosixFilePermission.OTHERS_EXECUTE;
        }
        return true;
    }

    private static void put(SecureDirectoryStream<Path> folder, Path name, byte[] jar) throws IOException {
        if (isThere(folder, name, jar)) {
            return;
        }
        // Written under an unpredictable name, so that no half-written jar is seen. The move replaces whatever is in
        // its place, even a link.
        Path temporary = Path.of(
                ".parkwatch-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
        try (SeekableByteChannel out = folder.newByteChannel(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(READ_BY_ALL))) {
            Channels.newOutputStream(out).write(jar);
            // The umask may have removed some permissions when the file was created.
            view(folder, temporary).setPermissions(READ_BY_ALL);
            folder.move(temporary, folder, name);
        } finally {
            try {
                folder.deleteFile(temporary);
            } catch (NoSuchFileException moved) {
                // The move succeeded.
            }
        }
    }

    /** Reports whether the file has the same bytes, and only this user and root can change them. */
    private static boolean isThere(SecureDirectoryStream<Path> folder, Path name, byte[] jar) throws IOException {
        try {
            PosixFileAttributes seen = view(folder, name).readAttributes();
            if (!seen.isRegularFile()
                    || !seen.permissions().equals(READ_BY_ALL)
                    || seen.size() != jar.length
                    || !seen.owner().equals(Files.getOwner(Path.of("/proc/self")))) {
                return false;
            }
            try (SeekableByteChannel in =
                    folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                return Arrays.equals(Channels.newInputStream(in).readNBytes(jar.length), jar);
            }
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static PosixFileAttributeView view(SecureDirectoryStream<Path> folder, Path name) {
        PosixFileAttributeView view =
                folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            throw new UnsupportedOperationException("no POSIX attributes");
        }
        return view;
    }

    private static String hash(byte[] jar) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
