// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.Stderr;
import io.parkwatch.births.Registry;
import io.parkwatch.families.custom.CustomChannels;
import io.parkwatch.families.custom.CustomTypes;
import io.parkwatch.families.jdk.JdkChannels;
import io.parkwatch.families.jox.Jox;
import io.parkwatch.finding.Problem;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the channels of waits in all families, as far as they can be known. */
public final class Channels {
    private final Instrumentation instrumentation;
    private final CustomTypes own;
    private final Families families;
    private @Nullable JdkChannels jdk;
    private @Nullable Jox jox;
    private boolean joxWorks = true;

    public Channels(Instrumentation instrumentation, CustomTypes own, Families families) {
        this.instrumentation = instrumentation;
        this.own = own;
        this.families = families;
    }

    /** Returns the families whose waiters hold no thread. */
    public Families families() {
        return families;
    }

    /** Fills in role and channel of each wait where they can be found. */
    public void find(List<BlockedWait> waits, Registry registry) {
        if (!waits.isEmpty()) {
            jdk().find(waits, registry);
        }
        if (!waits.isEmpty() && own.any()) {
            new CustomChannels(own, jdk(), instrumentation).find(waits, registry);
        }
        if (joxWorks && (jox != null || !waits.isEmpty())) {
            try {
                jox = jox == null ? new Jox(instrumentation) : jox;
                jox.find(waits, registry);
            } catch (ReflectiveOperationException | RuntimeException e) {
                joxWorks = false;
                Stderr.line("this release of jox is not known, its channels are told by their frames alone: " + e);
            }
        }
    }

    /**
     * Must not run before the first old wait: it loads the channel classes of {@code java.util.concurrent}, and a
     * loaded class costs more to weave.
     */
    private JdkChannels jdk() {
        JdkChannels made = jdk;
        if (made == null) {
            made = new JdkChannels();
            jdk = made;
            Problem missing = missing();
            if (missing != null) {
                Stderr.line(missing.text());
            }
        }
        return made;
    }

    /** Returns what can't be read of the JDK's channels in this release; not known before the first old wait. */
    private @Nullable Problem missing() {
        return jdk == null || jdk.missing.isEmpty()
                ? null
                : new Problem(
                        "channels",
                        "some channels are told by their frames alone: no " + String.join(", ", jdk.missing));
    }

    /** Returns what can't be read in this JVM, as far as it was met. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Problem missing = missing();
        if (missing != null) {
            problems.add(missing);
        }
        if (!joxWorks) {
            problems.add(new Problem("jox", "jox channels are told by their frames alone: this release is not known"));
        }
        return problems;
    }
}
