// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.births.Registry;
import io.parkwatch.births.Stacks;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.detect.Detector;
import io.parkwatch.families.Families;
import io.parkwatch.look.jvm.WatchedTime;
import java.lang.instrument.Instrumentation;
import java.time.Clock;
import java.time.Instant;

/** The sources that the looks read, and the parts that they decide with. */
public record Evidence(
        Threads threads,
        Stacks stacks,
        Registry registry,
        Families families,
        CustomTypes custom,
        Detector detector,
        WatchedTime time,
        Clock dates,
        Instrumentation instrumentation) {

    /** Returns a time of the looks' clock as a date. */
    public Instant date(long nanos) {
        return dates.instant().minusNanos(time.getAsLong() - nanos);
    }
}
