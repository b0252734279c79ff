// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.text.Printable;
import java.io.PrintWriter;

/** Writes the messages of a command besides its result: lines on standard error, and progress on a terminal. */
final class Messages {
    private static final String WIPE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private boolean inPlace;

    Messages(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    void line(String text) {
        wipe();
        err.println("parkwatch: " + Printable.line(text));
        err.flush();
    }

    /** Prints a question, which the answer follows on the same line. */
    void ask(String question) {
        err.print(question);
        err.flush();
    }

    /** Shows progress in place, on a terminal only: a log needs none. */
    void progress(String text) {
        if (terminal) {
            err.print(WIPE + "parkwatch: " + Printable.line(text));
            err.flush();
            inPlace = true;
        }
    }

    void wipe() {
        if (inPlace) {
            err.print(WIPE);
            err.flush();
            inPlace = false;
        }
    }
}
