// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A measured program in its own JVM. Its lines are those of standard output and standard error. */
public final class Child implements AutoCloseable {
    private static final int SECONDS = 300;

    private final Process process;
    private final Writer to;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Child(Process process) {
        this.process = process;
        this.to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a program without waiting. */
    public static Child start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // These variables would add flags and agents that the variant does not have.
        builder.environment().keySet().removeIf(key -> key.startsWith("JAVA_TOOL") || key.startsWith("JDK_JAVA"));
        return new Child(builder.start());
    }

    public long pid() {
        return process.pid();
    }

    /** Returns the milliseconds of CPU so far, to a hundredth of a second. */
    public double cpuMillis() throws IOException {
        return process.info()
                        .totalCpuDuration()
                        .orElseThrow(() -> trouble("told no CPU time"))
                        .toNanos()
                / 1e6;
    }

    /** Returns an answer of the agent in it. */
    public String get(String path) throws IOException {
        String line = await(said -> said.startsWith("parkwatch: watching"), SECONDS, "the agent's first line");
        return read(line.substring(line.indexOf("http://")) + path);
    }

    /** Asks the agent in it for {@code /metrics} until it answers, which it does after its first look. */
    public void awaitScrape() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            try {
                get("metrics");
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Returns the answer of a server. */
    public static String read(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Waits until it ends, and returns the figures that it printed as {@code = name figure}. */
    Map<String, Double> figures(int seconds) throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String line : awaitEnd(seconds)) {
            if (line.startsWith("= ")) {
                int last = line.lastIndexOf(' ');
                figures.put(line.substring(2, last), Double.parseDouble(line.substring(last + 1)));
            }
        }
        return figures;
    }

    /** Waits until it ends, and returns all its lines. */
    public List<String> awaitEnd(int seconds) throws IOException {
        awaitThat(() -> ended, seconds, "its end");
        return lines();
    }

    /** Waits for a line, and returns it. */
    public String await(Predicate<String> wanted, int seconds, String what) throws IOException {
        awaitThat(() -> lines.stream().anyMatch(wanted) || ended, seconds, what);
        return lines().stream().filter(wanted).findFirst().orElseThrow(() -> trouble("ended without " + what));
    }

    /** Sends a word, and returns the rest of the line that answers with {@code start}. */
    public String ask(String word, String start, int seconds) throws IOException {
        int before = lines().size();
        send(word);
        awaitThat(() -> answer(before, start).isPresent() || ended, seconds, "'" + start + "'");
        return answer(before, start)
                .orElseThrow(() -> trouble("ended without '" + start + "'"))
                .substring(start.length())
                .strip();
    }

    private Optional<String> answer(int after, String start) {
        synchronized (lines) {
            return lines.stream()
                    .skip(after)
                    .filter(line -> line.startsWith(start))
                    .findFirst();
        }
    }

    /** Returns its lines so far. */
    public List<String> lines() {
        synchronized (lines) {
            return new ArrayList<>(lines);
        }
    }

    private void send(String word) throws IOException {
        to.write(word + "\n");
        to.flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Condition {
        boolean holds();
    }

    private void awaitThat(Condition condition, int seconds, String what) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            synchronized (lines) {
                while (!condition.holds()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0) {
                        throw trouble("waited " + seconds + " s for " + what);
                    }
                    lines.wait(left);
                }
            }
            if (ended && process.waitFor() != 0) {
                throw trouble("exit " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private IOException trouble(String what) {
        List<String> said = lines();
        return new IOException(what + "; it said last: "
                + String.join(" | ", said.subList(Math.max(0, said.size() - 8), said.size())));
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
                line = reader.readLine();
            }
        } catch (IOException e) {
            // The process has ended and prints nothing more.
        }
        synchronized (lines) {
            ended = true;
            lines.notifyAll();
        }
    }
}
