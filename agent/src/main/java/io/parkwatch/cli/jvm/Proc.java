// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A process as Linux shows it in {@code /proc}. Reading it sends no signal and attaches to nothing. The constructor
 * reads the status, once. Without {@code /proc} every answer is "not known". No method throws.
 */
final class Proc {
    static final Path ROOT = Path.of("/proc");

    /** The folder in which HotSpot on Linux puts its own files, whatever {@code java.io.tmpdir} says. */
    static final Path TMP = Path.of("/tmp");

    /** The number is the same on all architectures that Java runs on. */
    private static final int SIGQUIT = 3;

    private static final Pattern VM_THREAD = Pattern.compile("VM Thread");

    /** HotSpot cuts the end of {@code parkwatch-watcher}, in newer releases its middle. */
    private static final Pattern WATCHER = Pattern.compile("parkwatch-watch|parkwat\\.\\.atcher");

    private static final Pattern HTTP = Pattern.compile("parkwatch:\\d{1,5}");

    private final Path root;
    private final long pid;
    private final Map<String, String[]> status;

    /** @param root {@code /proc}, or a folder of the same form */
    Proc(Path root, long pid) {
        this.root = root;
        this.pid = pid;
        this.status = status(file("status"));
    }

    static boolean isThere(Path root) {
        return Files.isReadable(root.resolve("self/status"));
    }

    long pid() {
        return pid;
    }

    /** Reports whether the process runs; also false if this user may not see it. */
    boolean exists() {
        // The folder of a thread id can be opened, too. Tgid is the process of the thread.
        return word(status, "Tgid", 1).equals(Long.toString(pid)) && state() != 'Z' && state() != 'X';
    }

    /** Returns the state as in {@code ps}: {@code T} stopped, {@code t} held by a debugger; {@code ?} if not known. */
    char state() {
        String state = word(status, "State", 1);
        return state.isEmpty() ? '?' : state.charAt(0);
    }

    /** Returns the number of the user whose permissions it has; empty if not known. */
    String uid() {
        return uid(status);
    }

    /** Returns the owner's name, or number if this machine has no name for it, or {@code -} if not known. */
    String user() {
        String uid = uid();
        try {
            Path folder = file("");
            // Root owns the folder of a process that may not be dumped.
            if (Files.getAttribute(folder, "unix:uid").toString().equals(uid)) {
                return Files.getOwner(folder).getName();
            }
        } catch (IOException | RuntimeException e) {
            // The process ended, or the file system has no owners.
        }
        return uid.isEmpty() ? "-" : uid;
    }

    /** Reports whether it runs as the same user as this command; also true if this is not known. */
    boolean isOurs() {
        String own = ownUid();
        return own.isEmpty() || uid().isEmpty() || own.equals(uid());
    }

    /** Reports whether it belongs to a user whose JVMs this command cannot reach: only root reaches those of others. */
    boolean isForeign() {
        return !isOurs() && !ownUid().equals("0");
    }

    /** Reports whether it survives the SIGQUIT that starts an attach, or listens already; also true if not known. */
    boolean survivesAttach() {
        String mask = word(status, "SigCgt", 1);
        return mask.isEmpty()
                || (Long.parseUnsignedLong(mask, 16) & (1L << (SIGQUIT - 1))) != 0
                || Files.exists(inside(TMP.resolve(".java_pid" + pidInside())), LinkOption.NOFOLLOW_LINKS);
    }

    /** Reports whether its /tmp is that of this command; also true if this is not known. */
    boolean sharesOurTmp() {
        try {
            return Files.isSameFile(TMP, inside(TMP));
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /**
     * Reports whether its /tmp is missing or not writable; false if this is not known. Asked as this command's user.
     */
    boolean lacksTmp() {
        Path tmp = inside(TMP);
        // From here, an absolute link in its root would resolve to a folder of this command's root.
        return Files.isExecutable(inside(Path.of("/"))) && !Files.isSymbolicLink(tmp) && !Files.isWritable(tmp);
    }

    boolean isJvm() {
        return exists() && NativeThread.find(file("task"), VM_THREAD).isPresent();
    }

    /** Returns when the watcher of its agent started, to the second; empty if it has no agent or this is not known. */
    Optional<Instant> watchedSince() {
        return NativeThread.find(file("task"), WATCHER).flatMap(watcher -> watcher.started(root.resolve("stat")));
    }

    /** Returns its agent's endpoint, {@code http://127.0.0.1:9699/}; empty if there is none or this is not known. */
    Optional<String> url() {
        return NativeThread.find(file("task"), HTTP)
                .map(http -> Integer.valueOf(http.name().substring(http.name().indexOf(':') + 1)))
                .flatMap(port -> Listeners.at(file("net"), port).map(host -> "http://" + host + ':' + port + '/'));
    }

    JvmCommandLine commandLine() {
        return JvmCommandLine.parse(ProcFile.text(file("cmdline")), inside(Path.of("/")), file("cwd"));
    }

    /** Returns the pid that the process itself sees, which differs in a container. */
    String pidInside() {
        String[] pids = status.getOrDefault("NSpid", new String[] {Long.toString(pid)});
        return pids[pids.length - 1];
    }

    /** Returns the path by which this command reaches an absolute path of the process. */
    Path inside(Path absolute) {
        return file("root").resolve(Path.of("/").relativize(absolute)); // not by text: a locale may lack characters
    }

    Optional<Path> executable() {
        try {
            return Optional.of(Files.readSymbolicLink(file("exe")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Reports whether it has the mounts and root of this command, so that paths are the same. Every user may know. */
    boolean sharesOurFiles() {
        byte[] its = ProcFile.bytes(file("mountinfo"));
        return its.length > 0 && Arrays.equals(its, ProcFile.bytes(root.resolve("self/mountinfo")));
    }

    /** Reports whether the process finds this very file at this path; also true if this is not known. */
    boolean finds(Path absolute) {
        if (!exists() || sharesOurFiles()) {
            return true;
        }
        try {
            // From here, an absolute link in its root would resolve to a file of this command's root.
            for (Path part = absolute; part.getParent() != null; part = part.getParent()) {
                if (Files.isSymbolicLink(inside(part))) {
                    return false;
                }
            }
            return Files.isSameFile(inside(absolute), absolute);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private Path file(String name) {
        return root.resolve(Long.toString(pid)).resolve(name);
    }

    private String ownUid() {
        return uid(status(root.resolve("self/status")));
    }

    private static String uid(Map<String, String[]> status) {
        return word(status, "Uid", 2); // real, effective, saved, file system
    }

    /** Returns a word behind the key, counted from 1; empty if there is none. */
    private static String word(Map<String, String[]> status, String key, int index) {
        String[] words = status.getOrDefault(key, new String[0]);
        return index < words.length ? words[index] : "";
    }

    private static Map<String, String[]> status(Path file) {
        return ProcFile.text(file)
                .lines()
                .map(line -> line.split(":?\\s+", -1))
                .collect(Collectors.toMap(words -> words[0], words -> words, (first, second) -> first));
    }
}
