// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import java.time.Clock;
import java.util.function.LongSupplier;

/** The only clocks: {@code nanos} for ages, {@code dates} for people. */
public record Clocks(LongSupplier nanos, Clock dates) {
    public static final Clocks SYSTEM = new Clocks(System::nanoTime, Clock.systemUTC());
}
