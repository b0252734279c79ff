// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The processes of a test, and an agent for them. {@link #close} kills all processes. As an extension it skips tests
 * where there is no {@code /proc}.
 */
public final class Forks implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final List<Process> all = new ArrayList<>();
    private final Supplier<Path> outputs;

    /** @param outputs a folder for the agent and the output of processes */
    public Forks(Supplier<Path> outputs) {
        this.outputs = outputs;
    }

    /** Reports whether tests can see processes. */
    public static boolean haveProc() {
        return Proc.isThere(Proc.ROOT);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        assumeTrue(haveProc(), "no /proc here");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", TinyAgent.class.getName());
        String place = TinyAgent.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(agentJar()), manifest)) {
            out.putNextEntry(new JarEntry(place));
            out.write(Files.readAllBytes(Path.of("target/test-classes").resolve(place)));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** Returns the jar with {@link TinyAgent} as its agent. */
    public Path agentJar() {
        return outputs.get().resolve("tiny.jar");
    }

    /** Returns the JVM as a target for that agent. */
    public Target target(Process jvm) {
        return Target.of(jvm.pid(), agentJar());
    }

    /** Starts a JVM of the running JDK that waits, and returns when it is up. */
    public Process jvm(String... options) {
        return jvm(List.of(), options);
    }

    /**
     * @param before the command that starts the JVM, {@code unshare -m}; it must exec, so that the JVM keeps its pid
     */
    Process jvm(List<String> before, String... options) {
        List<String> command = new ArrayList<>(before);
        command.add(JAVA);
        command.addAll(List.of(options));
        if (!command.contains("-cp")) {
            command.addAll(List.of("-cp", "target/test-classes"));
        }
        command.addAll(List.of(WaitingProgram.class.getName(), "parkwatch-watcher"));
        Process process = start(command.toArray(String[]::new));
        await().until(() -> !process.isAlive() || output(process).contains("ready"));
        assertThat(output(process)).contains("ready");
        return process;
    }

    Process start(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            outputs.get().resolve("output-" + all.size()).toFile())
                    .start();
            all.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output(Process process) {
        try {
            return Files.readString(outputs.get().resolve("output-" + all.indexOf(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops a process as {@code kill -STOP} does, and waits until it is stopped. */
    public void stop(Process process) throws IOException, InterruptedException {
        signal(process, "STOP");
        await().until(() -> new Proc(Proc.ROOT, process.pid()).state() == 'T');
    }

    static void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        all.forEach(process -> {
            try (Stream<ProcessHandle> children = process.descendants()) {
                children.forEach(ProcessHandle::destroyForcibly);
            }
            process.destroyForcibly();
        });
    }
}
