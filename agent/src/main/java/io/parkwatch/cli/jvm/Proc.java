// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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

    private final Path root;
    private final long pid;
    private final Map<String, String> status;

    /** @param root {@code /proc}, or a folder of the same form */
    Proc(Path root, long pid) {
        this.root = root;
        this.pid = pid;
        this.status = status(root.resolve(pid + "/status"));
    }

    /** Reports whether this machine has {@code /proc}. */
    static boolean isThere(Path root) {
        return Files.isReadable(root.resolve("self/status"));
    }

    long pid() {
        return pid;
    }

    /** Reports whether the process runs; also false if this user may not see it. */
    boolean exists() {
        // The folder of a thread id can be opened, too. Tgid is the process of the thread.
        return word(status, "Tgid", 0).equals(Long.toString(pid)) && state() != 'Z' && state() != 'X';
    }

    /**
     * Returns the state as {@code ps} shows it: {@code R S D} alive, {@code T} stopped, {@code t} held by a debugger,
     * {@code Z} ended, {@code ?} if not known.
     */
    char state() {
        String state = word(status, "State", 0);
        return state.isEmpty() ? '?' : state.charAt(0);
    }

    /** Returns the user whose permissions it has. */
    OptionalLong uid() {
        return uid(status);
    }

    /** Returns the owner's name, or number if this machine has no name for it, or {@code -} if not known. */
    String user() {
        OptionalLong uid = uid();
        if (uid.isEmpty()) {
            return "-";
        }
        try {
            Path folder = root.resolve(Long.toString(pid));
            // Root owns the folder of a process that may not be dumped.
            if (((Number) Files.getAttribute(folder, "unix:uid")).longValue() == uid.getAsLong()) {
                return Files.getOwner(folder).getName();
            }
        } catch (IOException | RuntimeException e) {
            // The process ended, or the file system has no owners.
        }
        return Long.toString(uid.getAsLong());
    }

    /** Reports whether it runs as the same user as this command; also true if this is not known. */
    boolean isOurs() {
        OptionalLong own = uid(status(root.resolve("self/status")));
        OptionalLong its = uid();
        return own.isEmpty() || its.isEmpty() || own.equals(its);
    }

    /** Reports whether it belongs to a user whose JVMs this command cannot reach: only root reaches those of others. */
    boolean isForeign() {
        return !isOurs() && uid(status(root.resolve("self/status"))).orElse(0) != 0;
    }

    /** Reports whether it survives the SIGQUIT that starts an attach. */
    Optional<Boolean> catchesQuit() {
        String mask = word(status, "SigCgt", 0);
        return mask.isEmpty()
                ? Optional.empty()
                : Optional.of((Long.parseUnsignedLong(mask, 16) & (1L << (SIGQUIT - 1))) != 0);
    }

    /** Reports whether it listens already: then attaching needs no signal. */
    boolean listens() {
        return Files.exists(inside(TMP.resolve(".java_pid" + pidInside())), LinkOption.NOFOLLOW_LINKS);
    }

    /** Reports whether its /tmp is that of this command; also true if this is not known. */
    boolean sharesOurTmp() {
        try {
            return Files.isSameFile(TMP, inside(TMP));
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /** Reports whether it is a HotSpot JVM whose threads run. Every user may read the names of threads. */
    boolean isJvm() {
        return exists() && threads().anyIsNamed("VM Thread");
    }

    /** Returns when the watcher of its agent started, to the second; empty if it has no agent or this is not known. */
    Optional<Instant> watchedSince() {
        return threads().started(NativeThreads.WATCHER);
    }

    /** Returns its agent's endpoint, {@code http://127.0.0.1:9699/}; empty if there is none or this is not known. */
    Optional<String> url() {
        return threads()
                .port()
                .flatMap(port -> Listeners.at(folder("net"), port).map(host -> "http://" + host + ':' + port + '/'));
    }

    /** Returns its command line; empty if the process has ended or this is not known. */
    JvmCommandLine commandLine() {
        byte[] all = ProcFile.read(root.resolve(pid + "/cmdline"));
        return JvmCommandLine.parse(new String(all, StandardCharsets.UTF_8), inside(Path.of("/")), folder("cwd"));
    }

    /** Returns the pid that the process itself sees, which differs in a container. */
    String pidInside() {
        String all = status.getOrDefault("NSpid", "").trim();
        return all.isEmpty() ? Long.toString(pid) : all.substring(all.lastIndexOf('\t') + 1);
    }

    /** Returns the path by which this command reaches an absolute path of the process. */
    Path inside(Path absolute) {
        return folder("root").resolve(absolute.toString().substring(1));
    }

    /** Returns the executable, as a path in its own root. */
    Optional<Path> executable() {
        try {
            return Optional.of(Files.readSymbolicLink(folder("exe")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Reports whether it has the mounts and root of this command, so that paths are the same. Every user may know. */
    boolean sharesOurFiles() {
        byte[] its = ProcFile.read(folder("mountinfo"));
        return its.length > 0 && Arrays.equals(its, ProcFile.read(root.resolve("self/mountinfo")));
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

    private NativeThreads threads() {
        return new NativeThreads(root.resolve("stat"), folder("task"));
    }

    private Path folder(String name) {
        return root.resolve(Long.toString(pid)).resolve(name);
    }

    private static OptionalLong uid(Map<String, String> status) {
        String uid = word(status, "Uid", 1); // real, effective, saved, file system
        return uid.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(uid));
    }

    private static String word(Map<String, String> status, String key, int index) {
        String[] words = status.getOrDefault(key, "").trim().split("\\s+", -1);
        return index < words.length ? words[index] : "";
    }

    private static Map<String, String> status(Path file) {
        Map<String, String> status = new HashMap<>();
        new String(ProcFile.read(file), StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                status.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return status;
    }
}
