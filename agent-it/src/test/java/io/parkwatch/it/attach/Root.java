// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Needs root: runs a process as another user or with its own mounts. Tests are skipped without it. */
final class Root {
    /** The words that run a command as a user that exists on every Linux and owns nothing. */
    static final String[] AS_NOBODY = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};

    private Root() {}

    static void needed() {
        try {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            Process unshare = new ProcessBuilder("unshare", "-m", "true").start();
            if (uid.equals(0) && unshare.waitFor(120, TimeUnit.SECONDS) && unshare.exitValue() == 0) {
                return;
            }
        } catch (IOException e) {
            // without unshare the test is skipped
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        String why = "other users and own mounts are tested by root alone, where it may unshare";
        System.err.println("SKIPPED: " + why);
        abort(why);
    }

    /** Gives a command an empty {@code /tmp} of this size, and mounts {@code shown} at {@code /mnt}. */
    static String[] ownTmp(String size, Path shown) {
        return new String[] {
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount --bind \"$0\" /mnt && mount -t tmpfs -o mode=1777,size=" + size + " tmpfs /tmp && exec \"$@\"",
            shown.toString()
        };
    }

    /** Lets nobody write to the {@code /tmp} of a command. */
    static String[] readOnlyTmp() {
        return new String[] {
            "unshare", "-m", "sh", "-c", "mount --bind /tmp /tmp && mount -o remount,ro,bind /tmp && exec \"$0\" \"$@\""
        };
    }

    /** Creates a folder under {@code /tmp} that all users can read, with the classes that a watched program needs. */
    static Path openFolder() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "parkwatch-it");
        Path classes = Path.of(
                Root.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        for (String part : List.of("io/parkwatch/it/run", "io/parkwatch/it/attach")) {
            Files.createDirectories(folder.resolve(part));
            try (Stream<Path> all = Files.list(classes.resolve(part))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        return folder;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
