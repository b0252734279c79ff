// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the command line of the jar under test in its own process, as a user would. */
public final class Cli {
    private static final long MOST_SECONDS = 300;

    private final Jdk jdk;
    private final List<String> before = new ArrayList<>();
    private Path jar = Launch.agentJar();
    private Path folder = Path.of("").toAbsolutePath();

    private Cli(Jdk jdk) {
        this.jdk = jdk;
    }

    /** Returns a command line that runs on this JDK. */
    public static Cli on(Jdk jdk) {
        return new Cli(jdk);
    }

    /** Uses another copy of the jar. */
    public Cli jar(Path other) {
        jar = other;
        return this;
    }

    /** Puts words before the command, such as {@code setpriv --reuid=65534}. */
    public Cli under(String... words) {
        before.addAll(List.of(words));
        return this;
    }

    /** Runs in this folder. */
    public Cli in(Path other) {
        folder = other;
        return this;
    }

    /** The output of a command and its exit code. */
    public record Ended(int code, String out, String err) {}

    /** Runs a command to its end. */
    public Ended run(Object... arguments) {
        List<String> command = command(arguments);
        try {
            Path out = file(".out");
            Path err = file(".err");
            Process process = start(command, out, err);
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still runs after " + MOST_SECONDS + " s: " + command + "\n"
                        + Files.readString(err) + Files.readString(out));
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command that runs until it is stopped. It has no report of its own. */
    public WatchedJvm start(Object... arguments) {
        try {
            Path out = file(".out");
            Path err = file(".err");
            return new WatchedJvm(start(command(arguments), out, err), out, err, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a command as words for a shell. */
    public List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(jdk.java().toString());
        command.add("-XX:TieredStopAtLevel=1"); // a third of the CPU of so short a run went to the second compiler
        command.add("-jar");
        command.add(jar.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    private static Path file(String end) throws IOException {
        return Files.createTempFile(KeptOutput.folder(), "cli", end);
    }

    private Process start(List<String> command, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("JAVA_TOOL") || key.startsWith("JDK_JAVA"));
        return builder.start();
    }
}
