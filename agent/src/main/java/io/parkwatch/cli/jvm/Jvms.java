// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the JVMs of this machine, also of other users if /proc shows them, without an attach or a signal.
 *
 * @param proc {@code /proc}, or a folder of the same form
 * @param ownPid the process to leave out
 */
public record Jvms(Path proc, long ownPid) {
    private static final String VERSION = "JAVA_VERSION=";
    private static final Pattern PID = Pattern.compile("\\d{1,10}");

    public Jvms() {
        this(Proc.ROOT, ProcessHandle.current().pid());
    }

    /** Returns the class, jar, module or source file that a process runs, or null if not known. */
    public static @Nullable String mainOf(long pid) {
        return new Proc(Proc.ROOT, pid).commandLine().main();
    }

    public List<Jvm> all() {
        Map<Long, String> names = namesByJdk();
        try (Stream<Path> folders = Files.list(proc)) {
            folders.map(folder -> folder.getFileName().toString())
                    .filter(PID.asMatchPredicate())
                    .map(Long::valueOf)
                    .filter(pid -> new Proc(proc, pid).isJvm())
                    .forEach(pid -> names.putIfAbsent(pid, ""));
        } catch (IOException | UncheckedIOException e) {
            // Without /proc the list of the JDK is all there is.
        }
        names.remove(ownPid);
        List<Jvm> all = new ArrayList<>();
        names.forEach((pid, name) -> {
            Proc process = new Proc(proc, pid);
            // The process may have ended since it was listed.
            if (Proc.isThere(proc) ? process.exists() : ProcessHandle.of(pid).isPresent()) {
                all.add(jvm(process, name));
            }
        });
        return all;
    }

    private Jvm jvm(Proc process, String name) {
        long pid = process.pid();
        PerfData data = PerfData.of(process);
        JvmCommandLine commandLine = process.commandLine();
        String main = Optional.ofNullable(commandLine.main())
                .or(data::main)
                .or(() -> Optional.of(name.split(" ", 2)[0]).filter(first -> !first.isEmpty()))
                .or(() -> Optional.of(commandLine.program()).filter(program -> !program.isEmpty()))
                .orElse("-");
        String user = process.exists()
                ? process.user()
                : ProcessHandle.of(pid).flatMap(handle -> handle.info().user()).orElse("-");
        String jdk = data.javaVersion().or(() -> release(process)).orElse("-");
        return new Jvm(pid, main, user, jdk, process.watchedSince(), process.url(), note(process, commandLine, data));
    }

    private static Optional<String> note(Proc process, JvmCommandLine commandLine, PerfData data) {
        List<String> notes = new ArrayList<>();
        boolean foreign = process.isForeign();
        if (foreign) {
            notes.add("run as " + process.user());
        }
        switch (process.state()) {
            case 'T' -> notes.add("stopped: kill -CONT " + process.pid());
            case 't' -> notes.add("held by a debugger");
            default -> {}
        }
        if (Refusals.isClosed(commandLine, data)) {
            notes.add("cannot be attached to: -XX:+DisableAttachMechanism");
        } else if (Refusals.takesNoAgent(commandLine)) {
            notes.add("takes no agent: -XX:-EnableDynamicAgentLoading");
        } else if (!foreign && !process.survivesAttach()) {
            notes.add("still starting, or without its signal handlers");
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    /** Returns the version in the file {@code release} of its JDK or image. Other launchers have no such file. */
    private static Optional<String> release(Proc process) {
        Optional<Path> java = process.executable().map(process::inside);
        // Other users cannot read the link to the executable, but can read the command line.
        if (java.isEmpty() && process.sharesOurFiles()) {
            java = ProcFile.resolve(Path.of(""), process.commandLine().program())
                    .filter(Path::isAbsolute);
        }
        return java.map(file -> file.resolve("../../release").normalize()) // of <home>/bin/java
                .filter(Files::isRegularFile)
                .flatMap(file -> ProcFile.text(file)
                        .lines()
                        .filter(line -> line.startsWith(VERSION))
                        .map(line -> line.substring(VERSION.length()).replace("\"", ""))
                        .findFirst());
    }

    /** Returns the JVMs of this user that publish their data: pids, with the class or jar and its arguments. */
    private static Map<Long, String> namesByJdk() {
        Map<Long, String> names = new TreeMap<>();
        if (ModuleLayer.boot().findModule("jdk.attach").isPresent()) {
            for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
                if (PID.matcher(jvm.id()).matches()) { // the ids of another provider are not pids
                    names.put(Long.valueOf(jvm.id()), jvm.displayName());
                }
            }
        }
        return names;
    }
}
