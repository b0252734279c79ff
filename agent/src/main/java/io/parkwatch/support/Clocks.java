// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import java.time.Clock;
import java.util.function.LongSupplier;

/** The agent's only clocks: itself, in nanoseconds, for ages, and {@code dates} for people. */
public final class Clocks implements LongSupplier {
    public final Clock dates = Clock.systemUTC();

    @Override
    public long getAsLong() {
        return System.nanoTime();
    }
}
