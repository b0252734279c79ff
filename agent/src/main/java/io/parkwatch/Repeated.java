// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import java.util.function.LongSupplier;

/**
 * A fault whose cause may last: its line is said at once, then at most once in ten minutes, with how often it came
 * meanwhile.
 */
public class Repeated {
    private static final long PAUSE = 600_000_000_000L;

    private final LongSupplier nanoTime;
    private boolean said;
    private long last;
    private long unsaid;

    /** {@code nanoTime}: a clock that only goes on. */
    public Repeated(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void say(String line) {
        Stderr.line(line);
    }

    /** It came again. */
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
