// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A program in its own JVM, with its output, the agent's report, and the words that it obeys. */
public final class WatchedJvm implements AutoCloseable {
    /** Far longer than any test takes, even on a busy machine. It ends tests that would hang. */
    private static final Duration DEADLINE = Duration.ofSeconds(Integer.getInteger("it.deadline", 300));

    private final Process process;
    private final Path out;
    private final Path err;
    private final Path report;

    WatchedJvm(Process process, Path out, Path err, Path report) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.report = report;
    }

    public long pid() {
        return process.pid();
    }

    /** Returns the lines of standard output so far. */
    public List<String> out() {
        return lines(out);
    }

    /** Returns the lines of the program, its JVM and the agent on standard error so far. */
    public List<String> err() {
        return lines(err);
    }

    /** Returns the agent's lines among {@link #err}, without their prefix. */
    public List<String> agentLines() {
        return lines().filter(line -> !line.startsWith("finding")).toList();
    }

    /** Returns the agent's lines about findings, without its prefix. */
    public List<String> findingLines() {
        return lines().filter(line -> line.startsWith("finding")).toList();
    }

    private Stream<String> lines() {
        return err().stream()
                .filter(line -> line.startsWith("parkwatch: "))
                .map(line -> line.substring("parkwatch: ".length()));
    }

    /** Returns the newest report. */
    public Report report() {
        return Report.read(report);
    }

    /** Waits for a line of standard output with this start, and returns it. */
    public String awaitLine(String start) {
        return Objects.requireNonNull(await("a line " + start)
                .until(
                        () -> {
                            // Read before the output: if the program has ended by now, its output is complete.
                            boolean alive = process.isAlive();
                            String found = out().stream()
                                    .filter(line -> line.startsWith(start))
                                    .findFirst()
                                    .orElse(null);
                            assertThat(found != null || alive)
                                    .as("the program ended without a line '%s': %s%n%s", start, out(), err())
                                    .isTrue();
                            return found;
                        },
                        Objects::nonNull));
    }

    /** Waits for a line of standard error with this start, and returns it. */
    public String awaitErr(String start) {
        return Objects.requireNonNull(await("a line " + start)
                .until(
                        () -> err().stream()
                                .filter(line -> line.startsWith(start))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull));
    }

    /** Waits until the newest report passes the assertions. */
    public Report awaitReport(Consumer<Report> fits) {
        return awaitReport((int) DEADLINE.toSeconds(), fits);
    }

    /** Waits at most this many seconds until the newest report passes the assertions. */
    public Report awaitReport(int seconds, Consumer<Report> fits) {
        Report[] seen = new Report[1];
        await("a report").atMost(Duration.ofSeconds(seconds)).untilAsserted(() -> {
            Report newest = report();
            fits.accept(newest);
            seen[0] = newest;
        });
        return seen[0];
    }

    public Report awaitFindings(int count) {
        return awaitReport(
                report -> assertThat(report.findings()).as("findings").hasSize(count));
    }

    public Report awaitNoFindings() {
        return awaitFindings(0);
    }

    /**
     * Waits for a number of looks, and returns the report of the last. Each look writes the file again; the time in it
     * has only seconds.
     */
    public Report settled(int looks) {
        for (int i = 0; i < looks; i++) {
            FileTime before = written();
            await("another look").until(() -> !written().equals(before));
        }
        return report();
    }

    /** Returns when the newest report was written. */
    public Instant reported() {
        return written().toInstant();
    }

    private FileTime written() {
        try {
            return Files.exists(report) ? Files.getLastModifiedTime(report) : FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a word to the program. */
    public void send(String word) {
        try {
            process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the program's standard input, which ends the program. */
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Releases all waits of the program, and waits until they have ended. */
    public void release() {
        send("release");
        awaitLine("released");
    }

    /** Waits for its end, and returns its exit code. */
    public int exitCode() {
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the program did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Ends it at once, and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Sends a signal to the process, as {@code kill -name} does. */
    public void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Override
    public void close() {
        kill();
        try {
            // A JVM that is killed leaves it. One of another user that gets this pid later could not take it away.
            Files.deleteIfExists(Path.of("/tmp/.java_pid" + process.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Awaits a condition until the deadline. */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(DEADLINE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .ignoreExceptionsInstanceOf(Report.Missing.class);
    }

    private static List<String> lines(Path file) {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            // Drops a last line without a line end, which is still being printed.
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
