// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a watch where it can be seen: on the terminal, or as lines where there is none that can be drawn on. */
final class Watch {
    private Watch() {}

    /**
     * Returns when somebody quits; the terminal is then as it was, also when this throws.
     *
     * @param out leads to standard output
     * @param environment the real one is {@code System.getenv()}
     * @param pause waits between two asks where there are no keys
     * @throws Failure as {@link WatchLoop#run} says
     */
    static void run(WatchLoop loop, PrintWriter out, Map<String, String> environment, WatchLinesView.Pause pause)
            throws Failure, InterruptedException {
        Terminal terminal = new Terminal(environment);
        try (TerminalScreen screen = taken(terminal, out)) {
            loop.run(
                    screen == null
                            ? new WatchLinesView(out, pause)
                            : new WatchTerminalView(screen, terminal::size, terminal.wantsColours()));
        }
    }

    private static @Nullable TerminalScreen taken(Terminal terminal, PrintWriter out) {
        if (!terminal.draws() || !Terminal.outputIsTerminal()) {
            return null;
        }
        try {
            return terminal.screen(out);
        } catch (IOException e) {
            return null; // no controlling terminal, or an image without stty: lines can always be shown
        }
    }
}
