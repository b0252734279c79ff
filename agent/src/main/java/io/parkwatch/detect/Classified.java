// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;

/** What an old wait is. */
public sealed interface Classified {
    /** A pool's worker, a poller, the JDK's own, or left out by the option {@code ignore}. */
    record Idle() implements Classified {}

    /** A sleep, or a library's {@code Object.wait}: counted as waiting, not reported. */
    record Unreported() implements Classified {}

    /** The {@code main} method waits for the end of the program. */
    record Main(Operation operation, Frame waitsAt) implements Classified {}

    /** It belongs to the finding with this fingerprint. */
    record Stuck(String fingerprint, Operation operation, Frame waitsAt) implements Classified {}
}
