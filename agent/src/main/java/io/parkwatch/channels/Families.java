// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

import io.parkwatch.Stderr;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Unseen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The families whose waiters hold no thread. One whose release turns out to be unknown gets one line and is left alone
 * from then on.
 */
public final class Families {
    private final List<Suspending> all;
    private final Set<String> unknown = new LinkedHashSet<>();

    public Families(List<Suspending> all) {
        this.all = all;
    }

    /** A look begins to read channels. Returns those that are known without a hook. */
    public List<Object> begin() {
        List<Object> known = new ArrayList<>();
        for (Suspending family : all) {
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

    /** It has read them all. */
    public void end() {
        for (Suspending family : all) {
            family.ends();
        }
    }

    /** Whose channel it is; null: nobody's. */
    public @Nullable Suspending of(Object channel) {
        for (Suspending family : all) {
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

    /** Hands over who waits; whether the family works. */
    public boolean read(Suspending family, Object channel, Consumer<Suspension> to) {
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

    /** Whether it is read again though nobody waits in it. */
    public boolean lasts(Suspending family, Object channel) {
        return works(family) && family.lasts(channel);
    }

    /** What the family tells of one; null: it does not work. */
    public @Nullable Suspended tell(Suspending family, Object channel, Suspension waiting) {
        if (works(family)) {
            try {
                return family.tell(channel, waiting);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                fails(family, e);
            }
        }
        return null;
    }

    private boolean works(Suspending family) {
        return !unknown.contains(family.library());
    }

    private void fails(Suspending family, Throwable cause) {
        if (unknown.add(family.library())) {
            Stderr.line("this release of " + family.library() + " is not known, its waits are not watched: " + cause);
        }
    }

    /** No channel of theirs is alive any more. */
    public void forget() {
        all.forEach(Suspending::forget);
    }

    /** Libraries in a release that is not known. */
    public Set<String> unknown() {
        return unknown;
    }

    /** What a report says of such a library. */
    public static Problem unknown(String library) {
        return new Problem(
                library.replace('.', '-'), "this release of " + library + " is not known: its waits are not watched");
    }

    /** That they are not seen; how many there are is not known. */
    public static Unseen.Blind unseen(String library) {
        return new Unseen.Blind("coroutine", 0, "coroutines: this release of " + library + " is not known");
    }
}
