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

    /** {@code environment}: {@code System.getenv()}, except in tests. */
    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a person can answer a question. */
    public static boolean inputIsTerminal() {
        return TerminalCommand.isTerminal(0);
    }

    static boolean outputIsTerminal() {
        return TerminalCommand.isTerminal(1);
    }

    public static boolean errorIsTerminal() {
        return TerminalCommand.isTerminal(2);
    }

    /** Whether standard output is a terminal that wants colours. */
    public static boolean colours() {
        return new Terminal(System.getenv()).wantsColours() && outputIsTerminal();
    }

    /** The width of standard output, which has no limit if it is no terminal. */
    public static int columns() {
        return outputIsTerminal() ? new Terminal(System.getenv()).size().columns() : Integer.MAX_VALUE;
    }

    /** Whether it understands escape sequences, if there is one at all. */
    boolean draws() {
        String term = environment.getOrDefault("TERM", "dumb");
        return !term.isEmpty() && !term.equals("dumb");
    }

    /** Whether colours are wanted: {@code NO_COLOR} is unset or empty, as its convention says. */
    boolean wantsColours() {
        return draws() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** The size at this moment. */
    Size size() {
        try {
            return size(TerminalCommand.stty("size"));
        } catch (IOException e) {
            return size("");
        }
    }

    /** The size that {@code stty} prints, then that of the variables, which do not follow the window; else 80 by 24. */
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

    /** A serial line or the terminal of a container may report 0, which means unknown. */
    private static Optional<Integer> positive(@Nullable String number) {
        return Optional.ofNullable(number)
                .filter(n -> NUMBER.matcher(n).matches())
                .map(Integer::valueOf)
                .filter(n -> n > 0);
    }

    /**
     * Takes the terminal over, until the screen is closed or this JVM ends.
     *
     * @param out leads to the terminal
     * @throws IOException the terminal cannot be taken over: it has no keys, or there is no {@code stty}
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
