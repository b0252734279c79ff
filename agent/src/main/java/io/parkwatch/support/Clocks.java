// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import java.time.Clock;
import java.util.function.LongSupplier;

/** The agent's only clocks: {@code nanos} for ages, {@code dates} for people. */
public record Clocks(LongSupplier nanos, Clock dates) {
    public static Clocks system() {
        return new Clocks(new SystemNanos(), Clock.systemUTC());
    }

    /** Not a lambda: it would be the only one of its shape, and the JDK would spin a form for it. */
    private static final class SystemNanos implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }
}
