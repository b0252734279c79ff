// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.channels.Monitor;
import io.parkwatch.detect.Classified;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Pipes;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.Tally;
import io.parkwatch.look.waits.Unaged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is gathered during one look, and gone with it: each wait is counted here by its age. */
final class Gathered {
    /** Of the look. */
    final int number;

    final Tally platform = new Tally(false);
    final Tally virtual = new Tally(true);

    /** Old waits that nobody has looked at closely yet; counted by who does. */
    final List<Candidate> candidates = new ArrayList<>();

    /** Old waits that somebody has. */
    final List<OldWait> old = new ArrayList<>();

    /** When the youngest of those that are not yet old began; MAX_VALUE: none. */
    long young = Long.MAX_VALUE;

    /** Whether any wait was seen for the first time. */
    boolean anyNew;

    final long now;
    private final long firstEnd;
    private final long thresholdNanos;
    private final Calls calls;
    private final Pipes pipes;

    private @Nullable Unaged unaged;
    private final boolean managed;
    private final Map<Thread, Pipes.Stay> piped;

    /**
     * Of one look.
     *
     * @param firstEnd when the first look ended, 0 in the first
     * @param unaged null: no look has needed it yet
     * @param managed whether this image has java.management
     */
    Gathered(
            int number,
            long now,
            long firstEnd,
            long thresholdNanos,
            Calls calls,
            Pipes pipes,
            @Nullable Unaged unaged,
            boolean managed) {
        this.number = number;
        this.now = now;
        this.firstEnd = firstEnd;
        this.thresholdNanos = thresholdNanos;
        this.calls = calls;
        this.pipes = pipes;
        this.piped = pipes.now();
        this.unaged = unaged;
        this.managed = managed;
    }

    /** Threads of kinds that are not aged here. */
    Unaged unaged() {
        Unaged all = unaged == null ? new Unaged(managed) : unaged;
        unaged = all;
        return all;
    }

    /** The same; null: no look has needed it yet. */
    @Nullable
    Unaged anyUnaged() {
        return unaged;
    }

    /** Whether it waits in a pipe, in whichever slice, or between two: counted by that. */
    boolean inPipe(Thread thread, Tally tally) {
        Pipes.Stay stay = piped.get(thread);
        if (stay == null) {
            return false;
        }
        if (stay.look != number) {
            stay.look = number;
            counted(thread, tally, stay, null, stay.pipe(), () -> pipes.lasts(stay));
        }
        return true;
    }

    /** A wait that the JVM's own counters, or a pipe's hook, tell from the next one. */
    void counted(
            Thread thread,
            Tally tally,
            PlatformWaits.Entry entry,
            @Nullable Monitor monitor,
            @Nullable Object pipe,
            BooleanSupplier lasts) {
        if (isFresh(tally, entry.old, entry.since)) {
            add(thread, tally, entry.wait, entry.since, monitor, pipe, lasts, wait -> entry.old = wait, null);
        }
    }

    /** One that somebody has looked at. */
    void known(Tally tally, OldWait wait) {
        tally.old(wait.is());
        wait.seen(number);
        old.add(wait);
    }

    /**
     * Counts a wait by its age. Whether it is old and nobody has looked closely yet: it is to be {@link #add added}
     * then.
     */
    boolean isFresh(Tally tally, @Nullable OldWait known, long since) {
        if (known != null) {
            known(tally, known);
        } else if (since == Table.NEW) {
            begun(tally);
        } else if (now - since >= thresholdNanos) {
            return true;
        } else {
            tally.waiting();
            young = Math.min(young, since);
        }
        return false;
    }

    /** A wait that this look sees first. */
    void begun(Tally tally) {
        tally.waiting();
        anyNew = true;
    }

    boolean isYoung(@Nullable OldWait known, long since) {
        return known == null && (since == Table.NEW || now - since < thresholdNanos);
    }

    /**
     * Whether the thread, whose wait is young, has been in one call of a named method for long; it is counted then.
     * {@code call}: its slot.
     */
    boolean isOldCall(int call, Thread thread, long id, Tally tally, Wait wait, @Nullable Monitor monitor) {
        long since = call < 0 ? Table.NEW : calls.since(call);
        if (since == Table.NEW) {
            return false;
        }
        OldWait known = calls.old(call);
        if (known != null && known.is() instanceof Classified.Stuck) {
            known(tally, known);
            return true;
        }
        if (known != null || now - since < thresholdNanos) {
            young = known == null ? Math.min(young, since) : young;
            return false;
        }
        add(thread, tally, wait, since, monitor, null, () -> calls.lasts(id), w -> calls.keep(id, w), calls);
        return true;
    }

    /** The same of a virtual thread, whose monitor is asked for later. */
    boolean isOldCall(int call, Thread thread, long id, Tally tally, Wait wait) {
        return isOldCall(call, thread, id, tally, wait, null);
    }

    /** An old wait that ends with its entry in the table. */
    void add(Thread thread, Wait wait, long since, BooleanSupplier lasts, Consumer<OldWait> keep) {
        add(thread, virtual, wait, since, null, null, lasts, keep, null);
    }

    private void add(
            Thread thread,
            Tally tally,
            Wait wait,
            long since,
            @Nullable Monitor monitor,
            @Nullable Object pipe,
            BooleanSupplier lasts,
            Consumer<OldWait> keep,
            @Nullable Calls byCall) {
        candidates.add(
                new Candidate(thread, tally, wait, since, since <= firstEnd, monitor, pipe, lasts, keep, byCall));
    }

    /**
     * A thread that is blocked until a stuck coroutine ends is no finding of its own. {@code fresh}: those that this
     * look saw as old first.
     */
    void cover(Set<Long> blocked, List<OldWait> fresh) {
        if (blocked.isEmpty()) {
            return;
        }
        Predicate<OldWait> covered = wait -> blocked.contains(wait.observation().threadId());
        fresh.removeIf(covered);
        for (OldWait wait : old) {
            if (covered.test(wait) && wait.is() instanceof Classified.Stuck) {
                (wait.observation().virtual() ? virtual : platform).covered();
            }
        }
        old.removeIf(covered);
    }
}
