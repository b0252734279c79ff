// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.text.Printable;
import java.io.Serial;

/** Thrown for a report that cannot be read. The message is one clean line that says what is wrong and what to do. */
public final class ReportException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String REMEDY = "; use the parkwatch.jar of the agent's own version";
    private static final int MOST_CHARS = 200;

    private ReportException(String line) {
        super(line);
    }

    static ReportException because(String wrong) {
        return new ReportException(Printable.of(Printable.cut(MOST_CHARS, wrong)) + REMEDY);
    }

    /** Creates the exception. The remedy names the agent's version, empty if not known. */
    static ReportException because(String wrong, String version) {
        String named = version.isEmpty() ? "" : ", " + Printable.of(Printable.cut(MOST_CHARS, version));
        return new ReportException(because(wrong).getMessage() + named);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
