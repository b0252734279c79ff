// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes of a test: all are killed in its end. */
final class Forks implements AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final List<Process> all = new ArrayList<>();
    private final Path outputs;

    Forks(Path outputs) {
        this.outputs = outputs;
    }

    /** A JVM of the running JDK that waits, and is up. */
    Process jvm(String... options) {
        return jvm(List.of(), options);
    }

    /** @param before what starts it, {@code unshare -m}; it must end in an exec, so that the pid is the JVM's */
    Process jvm(List<String> before, String... options) {
        List<String> command = new ArrayList<>(before);
        command.add(JAVA);
        command.addAll(List.of(options));
        if (!command.contains("-cp")) {
            command.addAll(List.of("-cp", "target/test-classes"));
        }
        command.addAll(List.of(Held.class.getName(), "parkwatch-watcher"));
        Process process = start(command.toArray(String[]::new));
        await().until(() -> !process.isAlive() || output(process).contains("ready"));
        assertThat(output(process)).contains("ready");
        return process;
    }

    Process start(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(outputs.resolve("output-" + all.size()).toFile())
                    .start();
            all.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output(Process process) {
        try {
            return Files.readString(outputs.resolve("output-" + all.indexOf(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it as {@code kill -STOP} does, and waits until it has. */
    void stop(Process process) throws IOException, InterruptedException {
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
