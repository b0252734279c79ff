// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

import io.parkwatch.Stderr;
import io.parkwatch.finding.Problem;
import io.parkwatch.seen.Registry;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All families: finds the channels of waits, as far as they can be known. */
public final class Channels {
    private final JdkChannels jdk;
    private final Jox jox;
    private boolean joxWorks = true;

    /** {@code own}: classes of the program's own channels. */
    public Channels(Instrumentation instrumentation, Set<String> own) {
        this.jdk = new JdkChannels(own);
        this.jox = new Jox(instrumentation);
    }

    /** Fills in role and channel of each wait where they can be found. */
    public void find(List<Blocked> waits, Registry registry) {
        jdk.find(waits, registry);
        if (joxWorks) {
            try {
                jox.find(waits, registry);
            } catch (ReflectiveOperationException | RuntimeException e) {
                joxWorks = false;
                Stderr.line("this release of jox is not known, its channels are told by their frames alone: " + e);
            }
        }
    }

    /** What of the JDK's channels can't be read in this release. */
    public Optional<Problem> missing() {
        return JdkChannel.MISSING.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        "channels",
                        "some channels are told by their frames alone: no " + String.join(", ", JdkChannel.MISSING)));
    }

    /** Whether jox channels can be read (true as long as none was met). */
    public boolean joxWorks() {
        return joxWorks;
    }
}
