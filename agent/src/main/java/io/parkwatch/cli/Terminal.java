// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What standard output can show and standard input can ask; {@link #screen} changes it, all else only looks. */
final class Terminal {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    private final Map<String, String> environment;

    /** The real one is {@code System.getenv()}. */
    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a question asked there can be answered by a person. */
    static boolean inputIsTerminal() {
        return TerminalCommand.isTerminal(0);
    }

    static boolean outputIsTerminal() {
        return TerminalCommand.isTerminal(1);
    }

    static boolean errorIsTerminal() {
        return TerminalCommand.isTerminal(2);
    }

    /** Whether what goes to standard output shall be coloured. */
    static boolean colours(Map<String, String> environment) {
        return new Terminal(environment).wantsColours() && outputIsTerminal();
    }

    /** Of standard output; where it is none that is as wide as anything. */
    static int columns() {
        return outputIsTerminal() ? new Terminal(System.getenv()).size().columns() : Integer.MAX_VALUE;
    }

    /** Whether it knows escape sequences: says nothing of whether there is one. */
    boolean draws() {
        String term = environment.getOrDefault("TERM", "dumb");
        return !term.isEmpty() && !term.equals("dumb");
    }

    /** Colours on a terminal are wanted: {@code NO_COLOR} is unset or empty, as its convention has it. */
    boolean wantsColours() {
        return draws() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** As large as it is now. */
    Size size() {
        try {
            return size(TerminalCommand.stty("size"));
        } catch (IOException e) {
            return size("");
        }
    }

    /**
     * {@code stty} knows best, since the variables stay as they were when the window changes; 80 by 24 if nobody knows.
     */
    Size size(String stty) {
        Matcher m = SIZE.matcher(stty);
        boolean said = m.matches();
        return new Size(
                said(said ? m.group(2) : null)
                        .or(() -> said(environment.get("COLUMNS")))
                        .orElse(80),
                said(said ? m.group(1) : null)
                        .or(() -> said(environment.get("LINES")))
                        .orElse(24));
    }

    /** A serial line or a container's terminal may say 0: that is not known. */
    private static Optional<Integer> said(@Nullable String number) {
        return Optional.ofNullable(number)
                .filter(n -> NUMBER.matcher(n).matches())
                .map(Integer::valueOf)
                .filter(n -> n > 0);
    }

    /**
     * Takes the terminal over, until the screen is closed or this JVM ends.
     *
     * @param out leads to the terminal
     * @throws IOException it cannot be taken over: it has no keys, or no {@code stty}
     */
    TerminalScreen screen(PrintWriter out) throws IOException {
        FileInputStream keys = new FileInputStream(TerminalCommand.TTY);
        try {
            return TerminalScreen.open(out, keys, TerminalCommand::stty);
        } catch (IOException | RuntimeException e) {
            keys.close();
            throw e;
        }
    }

    /** In cells, each 1 or more. */
    record Size(int columns, int rows) {}
}
