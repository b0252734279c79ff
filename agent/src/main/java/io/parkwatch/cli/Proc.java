// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

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
 * A process as Linux shows it in {@code /proc}: read when asked for, with no signal sent and nothing attached. Its
 * status is that of the moment it was made. Where there is no {@code /proc} all answers are "not known". Nothing in
 * here throws.
 */
final class Proc {
    static final Path ROOT = Path.of("/proc");

    /** Where HotSpot on Linux puts its own files, whatever {@code java.io.tmpdir} says. */
    static final Path TMP = Path.of("/tmp");

    /** Its number in the mask of /proc is the same on all architectures that Java runs on. */
    private static final int SIGQUIT = 3;

    private final Path root;
    private final long pid;
    private final Map<String, String> status;

    /** @param root {@code /proc}, or a folder that is made like it */
    Proc(Path root, long pid) {
        this.root = root;
        this.pid = pid;
        this.status = status(root.resolve(pid + "/status"));
    }

    /** Whether this machine shows its processes at all. */
    static boolean isThere(Path root) {
        return Files.isReadable(root.resolve("self/status"));
    }

    long pid() {
        return pid;
    }

    /** There is such a process, and it has not ended; false too if this user may not know. */
    boolean exists() {
        // The folder of a thread's id can be opened as well: it tells its process by Tgid.
        return word(status, "Tgid", 0).equals(Long.toString(pid)) && state() != 'Z' && state() != 'X';
    }

    /**
     * As {@code ps} shows it: {@code R S D} lives, {@code T} stopped, {@code t} held by a debugger, {@code Z} ended;
     * {@code ?} not known.
     */
    char state() {
        String state = word(status, "State", 0);
        return state.isEmpty() ? '?' : state.charAt(0);
    }

    /** Whose rights it has. */
    OptionalLong uid() {
        return uid(status);
    }

    /** The owner's name; its number where that has no name here; {@code -} not known. */
    String user() {
        OptionalLong uid = uid();
        if (uid.isEmpty()) {
            return "-";
        }
        try {
            Path folder = root.resolve(Long.toString(pid));
            // The folder of a process that may not be dumped belongs to root.
            if (((Number) Files.getAttribute(folder, "unix:uid")).longValue() == uid.getAsLong()) {
                return Files.getOwner(folder).getName();
            }
        } catch (IOException | RuntimeException e) {
            // ended meanwhile, or a file system without owners
        }
        return Long.toString(uid.getAsLong());
    }

    /** Whether it has the rights of the one who runs us; true too if that is not known. */
    boolean isOurs() {
        OptionalLong own = uid(status(root.resolve("self/status")));
        OptionalLong its = uid();
        return own.isEmpty() || its.isEmpty() || own.equals(its);
    }

    /**
     * Whether it belongs to somebody whose JVMs the one who runs us cannot reach: only root reaches those of others.
     */
    boolean isForeign() {
        return !isOurs() && uid(status(root.resolve("self/status"))).orElse(0) != 0;
    }

    /** Whether it outlives a SIGQUIT, which is how attaching knocks. */
    Optional<Boolean> catchesQuit() {
        String mask = word(status, "SigCgt", 0);
        return mask.isEmpty()
                ? Optional.empty()
                : Optional.of((Long.parseUnsignedLong(mask, 16) & (1L << (SIGQUIT - 1))) != 0);
    }

    /** It listens already, so that attaching needs no signal. */
    boolean listens() {
        return Files.exists(inside(TMP.resolve(".java_pid" + pidInside())), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether its temporary files lie where ours do; true too if that is not known. */
    boolean sharesOurTmp() {
        try {
            return Files.isSameFile(TMP, inside(TMP));
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /** A HotSpot JVM whose threads run; known of other users' too, as threads' names are open to all. */
    boolean isJvm() {
        return exists() && threads().anyIsNamed("VM Thread");
    }

    /** When the agent's watcher in it started, to the second; empty: none is there, or not known. */
    Optional<Instant> watchedSince() {
        return threads().started(NativeThreads.WATCHER);
    }

    /** Where the agent in it answers, {@code http://127.0.0.1:9699/}; empty: nowhere, or not known. */
    Optional<String> url() {
        return threads()
                .port()
                .flatMap(port -> Listeners.at(folder("net"), port).map(host -> "http://" + host + ':' + port + '/'));
    }

    /** What it was started with; empty for a process that has ended, and where it is not known. */
    JvmCommandLine commandLine() {
        byte[] all = ProcFile.read(root.resolve(pid + "/cmdline"));
        return JvmCommandLine.parse(new String(all, StandardCharsets.UTF_8), inside(Path.of("/")), folder("cwd"));
    }

    /** The process's own pid, in a container its number there. */
    String pidInside() {
        String all = status.getOrDefault("NSpid", "").trim();
        return all.isEmpty() ? Long.toString(pid) : all.substring(all.lastIndexOf('\t') + 1);
    }

    /** Where we find what the process finds at an absolute path. */
    Path inside(Path absolute) {
        return folder("root").resolve(absolute.toString().substring(1));
    }

    /** The file that it runs, as a path in its own root. */
    Optional<Path> executable() {
        try {
            return Optional.of(Files.readSymbolicLink(folder("exe")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it has the same mounts and root as we do, so that its paths are ours; every user may know. */
    boolean sharesOurFiles() {
        byte[] its = ProcFile.read(folder("mountinfo"));
        return its.length > 0 && Arrays.equals(its, ProcFile.read(root.resolve("self/mountinfo")));
    }

    /** Whether the process finds this very file at this path; true too if nothing can be known. */
    boolean finds(Path absolute) {
        if (!exists() || sharesOurFiles()) {
            return true;
        }
        try {
            // An absolute link in there would lead us to a file of ours.
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
        String uid = word(status, "Uid", 1); // real, effective, saved, of the file system
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
