// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The terminal of this command. Only {@link #screen} changes it. */
public final class Terminal {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    private final Map<String, String> environment;

    /** Takes the environment variables, which are {@code System.getenv()} except in tests. */
    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Reports whether a person can answer a question. */
    public static boolean inputIsTerminal() {
        return TerminalCommand.isTerminal(0);
    }

    static boolean outputIsTerminal() {
        return TerminalCommand.isTerminal(1);
    }

    public static boolean errorIsTerminal() {
        return TerminalCommand.isTerminal(2);
    }

    /** Reports whether standard output is a terminal that wants colours. */
    public static boolean colours() {
        return new Terminal(System.getenv()).wantsColours() && outputIsTerminal();
    }

    /** Returns the width of standard output, which is unlimited if it is not a terminal. */
    public static int columns() {
        return outputIsTerminal() ? new Terminal(System.getenv()).size().columns() : Integer.MAX_VALUE;
    }

    /** Reports whether the terminal, if there is one, understands escape sequences. */
    boolean draws() {
        String term = environment.getOrDefault("TERM", "dumb");
        return !term.isEmpty() && !term.equals("dumb");
    }

    /** Reports whether colours are wanted: by convention, {@code NO_COLOR} is unset or empty. */
    boolean wantsColours() {
        return draws() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Returns the current size. */
    Size size() {
        try {
            return size(TerminalCommand.stty("size"));
        } catch (IOException e) {
            return size("");
        }
    }

    /** Returns the size from {@code stty}, else from the variables, which do not follow the window, else 80 by 24. */
    Size size(String stty) {
        Matcher m = SIZE.matcher(stty);
        boolean matches = m.matches();
        return new Size(
                positive(matches ? m.group(2) : null)
                        .or(() -> positive(environment.get("COLUMNS")))
                        .orElse(80),
                positive(matches ? m.group(1) : null)
                        .or(() -> positive(environment.get("LINES")))
                        .orElse(24));
    }

    /** Parses a number above 0. A serial line or the terminal of a container may report 0, which means unknown. */
    private static Optional<Integer> positive(@Nullable String number) {
        return Optional.ofNullable(number)
                .filter(n -> NUMBER.matcher(n).matches())
                .map(Integer::valueOf)
                .filter(n -> n > 0);
    }

    /**
     * Takes over the terminal, until the screen is closed or this JVM ends.
     *
     * @param out writes to the terminal
     * @throws IOException if the terminal cannot be taken over: it has no keys, or there is no {@code stty}
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

    /** A size in cells, each 1 or more. */
    record Size(int columns, int rows) {}
}
