// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.Stderr;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The families whose waiters hold no thread. If the release of a library turns out to be unknown, it is reported in one
 * line and ignored from then on.
 */
public final class Families {
    private final List<SuspendingFamily> all;
    private final Set<String> unknown = new LinkedHashSet<>();

    public Families(List<SuspendingFamily> all) {
        this.all = all;
    }

    /** Starts a look's reading of channels. Returns the channels that are known without a hook. */
    public List<Object> begin() {
        List<Object> known = new ArrayList<>();
        for (SuspendingFamily family : all) {
            try {
                if (works(family)) {
                    known.addAll(family.begins());
                }
            } catch (RuntimeException | LinkageError e) {
                fails(family, e);
            }
        }
        return known;
    }

    /** Ends the look's reading of channels. */
    public void end() {
        for (SuspendingFamily family : all) {
            family.ends();
        }
    }

    /** Returns the family that owns the channel; null if none does. */
    public @Nullable SuspendingFamily of(Object channel) {
        for (SuspendingFamily family : all) {
            try {
                if (works(family) && family.owns(channel)) {
                    return family;
                }
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                fails(family, e);
            }
        }
        return null;
    }

    /** Passes on the waiters of a channel. Reports whether the family works. */
    public boolean read(SuspendingFamily family, Object channel, Consumer<Suspension> to) {
        if (works(family)) {
            try {
                family.read(channel, to);
                return true;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                fails(family, e);
            }
        }
        return false;
    }

    /** Reports whether the channel is read again though nobody waits in it. */
    public boolean lasts(SuspendingFamily family, Object channel) {
        return works(family) && family.lasts(channel);
    }

    /** Returns the family's description of a wait; null if the family does not work. */
    public @Nullable SuspendedWaiter tell(SuspendingFamily family, Object channel, Suspension waiting) {
        if (works(family)) {
            try {
                return family.tell(channel, waiting);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                fails(family, e);
            }
        }
        return null;
    }

    private boolean works(SuspendingFamily family) {
        return !unknown.contains(family.library());
    }

    private void fails(SuspendingFamily family, Throwable cause) {
        if (unknown.add(family.library())) {
            Stderr.line("this release of " + family.library() + " is not known, its waits are not watched: " + cause);
        }
    }

    /** Lets all families forget their channels: none is alive any more. */
    public void forget() {
        all.forEach(SuspendingFamily::forget);
    }

    /** Returns the libraries whose release is not known. */
    public Set<String> unknown() {
        return unknown;
    }

    /** Returns the problem that a report shows for such a library. */
    public static Problem unknown(String library) {
        return new Problem(
                library.replace('.', '-'), "this release of " + library + " is not known: its waits are not watched");
    }

    /** Returns the row for its coroutines, which are not seen; their number is not known. */
    public static BlindSpots.Blind unseen(String library) {
        return new BlindSpots.Blind("coroutine", 0, "coroutines: this release of " + library + " is not known");
    }
}
