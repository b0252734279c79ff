// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import java.util.function.LongSupplier;

/** A fault that may recur. Its line is printed at once, then at most once in ten minutes, with the number between. */
public class RecurringFault {
    private static final long PAUSE = 600_000_000_000L;

    private final LongSupplier nanoTime;
    private boolean said;
    private long last;
    private long unsaid;

    public RecurringFault(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void say(String line) {
        Stderr.line(line);
    }

    public synchronized void line(String text) {
        long now = nanoTime.getAsLong();
        if (said && now - last < PAUSE) {
            unsaid++;
            return;
        }
        say(unsaid == 0 ? text : text + " (" + unsaid + " more since the last such line)");
        said = true;
        last = now;
        unsaid = 0;
    }
}
