// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Printable;
import java.io.Serial;

/**
 * A report that cannot be read. Its message is one line for people, free of control characters: what is wrong, and what
 * to do.
 */
public final class ReportException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String REMEDY = "; use the parkwatch.jar of the agent's own version";
    private static final int MOST_CHARS = 200;

    private ReportException(String line) {
        super(line);
    }

    /** {@code wrong} may quote the report. */
    static ReportException because(String wrong) {
        return new ReportException(Printable.of(Cut.to(MOST_CHARS, wrong)) + REMEDY);
    }

    /** {@code version}: the agent's, which the remedy names; empty: not known. */
    static ReportException because(String wrong, String version) {
        String named = version.isEmpty() ? "" : ", " + Printable.of(Cut.to(MOST_CHARS, version));
        return new ReportException(because(wrong).getMessage() + named);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
