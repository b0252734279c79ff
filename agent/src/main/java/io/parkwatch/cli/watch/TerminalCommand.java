// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the programs that control the terminal, since the JDK has no API for it. */
final class TerminalCommand {
    static final File TTY = new File("/dev/tty");
    private static final int MOST_WAITS = 2;
    private static final long WAIT_SECONDS = 2;

    private TerminalCommand() {}

    /**
     * Reports whether a descriptor of this process (0, 1 or 2) is a terminal; false if there is no shell.
     *
     * <p>System.console() does not help: it is null if only input or output is piped, and from 22 on it is never null.
     */
    static boolean isTerminal(int descriptor) {
        try {
            Process test = new ProcessBuilder("sh", "-c", "test -t " + descriptor)
                    .inheritIO()
                    .redirectError(descriptor == 2 ? Redirect.INHERIT : Redirect.DISCARD)
                    .start();
            return exitCode(test) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the output of {@code stty} for the terminal of this process, without the line end.
     *
     * @throws IOException if there is no terminal, there is no {@code stty}, or it failed
     */
    static String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process stty = new ProcessBuilder(command)
                .redirectInput(TTY)
                .redirectError(Redirect.DISCARD)
                .start();
        // The output fits into the pipe, so the program ends before its output is read.
        int code = exitCode(stty);
        if (code != 0) {
            throw new IOException("stty " + String.join(" ", arguments) + " ended with " + code);
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
}
