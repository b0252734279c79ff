// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The terminal of this command, controlled by the programs {@code test} and {@code stty}: the JDK has no API. */
public record Terminal(Map<String, String> environment) {
    public static final int INPUT = 0;
    public static final int OUTPUT = 1;
    public static final int ERROR = 2;

    private static final File TTY = new File("/dev/tty");
    private static final int MOST_WAITS = 2;
    private static final long WAIT_SECONDS = 2;

    /**
     * Reports whether a stream of this process is a terminal; false if there is no shell.
     *
     * <p>System.console() does not help: it is null if only input or output is piped, and from 22 on it is never null.
     */
    public static boolean is(int stream) {
        try {
            Process test = new ProcessBuilder("sh", "-c", "test -t " + stream)
                    .inheritIO()
                    .redirectError(stream == ERROR ? Redirect.INHERIT : Redirect.DISCARD)
                    .start();
            return exitCode(test) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    public static boolean colours() {
        return new Terminal(System.getenv()).wantsColours() && is(OUTPUT);
    }

    /** Returns the width of standard output, which is unlimited if it is not a terminal. */
    public static int columns() {
        return is(OUTPUT) ? new Terminal(System.getenv()).size().columns() : Integer.MAX_VALUE;
    }

    /** Reports whether the terminal, if there is one, understands escape sequences. */
    boolean draws() {
        String term = environment.getOrDefault("TERM", "");
        return !term.isEmpty() && !term.equals("dumb");
    }

    /** Reports whether colours are wanted: by convention, {@code NO_COLOR} is unset or empty. */
    boolean wantsColours() {
        return draws() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    Size size() {
        try {
            return size(stty("size"));
        } catch (IOException e) {
            return size("");
        }
    }

    /** Returns the size from {@code stty}, else from the variables, which do not follow the window, else 80 by 24. */
    Size size(String stty) {
        int blank = stty.indexOf(' ');
        return new Size(
                size(stty.substring(blank + 1), "COLUMNS", 80),
                size(stty.substring(0, Math.max(0, blank)), "LINES", 24));
    }

    private int size(String stty, String variable, int otherwise) {
        for (String number : new String[] {stty, environment.getOrDefault(variable, "")}) {
            if (number.matches("[1-9]\\d{0,4}")) { // a serial line or the terminal of a container may report 0
                return Integer.parseInt(number);
            }
        }
        return otherwise;
    }

    /** Takes over the terminal until the screen is closed. Throws if it has no keys, or there is no {@code stty}. */
    TerminalScreen screen(PrintWriter out) throws IOException {
        FileInputStream keys = new FileInputStream(TTY);
        try {
            return TerminalScreen.open(out, keys, Terminal::stty);
        } catch (IOException | RuntimeException e) {
            keys.close();
            throw e;
        }
    }

    /** Returns the output of {@code stty}, without the line end. Throws if there is no terminal or it failed. */
    private static String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process stty = new ProcessBuilder(command)
                .redirectInput(TTY)
                .redirectError(Redirect.DISCARD)
                .start();
        // The output fits into the pipe, so the program ends before its output is read.
        int code = exitCode(stty);
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
        return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    private static int exitCode(Process process) throws IOException {
        try {
            // A process that changes the terminal from the background is stopped, so the wait needs a limit.
            // If both were stopped and continue much later, the first wait ends at once.
            for (int waits = 0; waits < MOST_WAITS; waits++) {
                if (process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
                    return process.exitValue();
                }
            }
            process.destroyForcibly();
            throw new IOException("the terminal did not answer in " + MOST_WAITS * WAIT_SECONDS + " s");
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A size in cells, each 1 or more. */
    record Size(int columns, int rows) {}
}
