// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classification;
import io.parkwatch.families.Monitor;
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

/** The state of one look, discarded after it. Counts each wait by its age. */
final class LookState {
    /** The number of the look. */
    final int number;

    final Tally platform = new Tally(false);
    final Tally virtual = new Tally(true);

    /** Old waits that have not been examined closely yet. The close look counts them. */
    final List<Candidate> candidates = new ArrayList<>();

    /** Old waits that have been examined closely. */
    final List<OldWait> old = new ArrayList<>();

    /** When the youngest wait that is not yet old began; MAX_VALUE if there is none. */
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
     * Creates the state of one look.
     *
     * @param firstEnd when the first look ended, 0 during the first
     * @param unaged null if no look has needed it yet
     * @param managed whether this image has java.management
     */
    LookState(
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

    /** Returns the counts of threads that are not aged in this JVM. */
    Unaged unaged() {
        Unaged all = unaged == null ? new Unaged(managed) : unaged;
        unaged = all;
        return all;
    }

    /** Returns the same counts; null if no look has needed them yet. */
    @Nullable
    Unaged anyUnaged() {
        return unaged;
    }

    /** Reports whether the thread waits in a pipe, within a slice or between two, and counts the wait if so. */
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

    /** Counts a wait that the JVM's counters or a pipe's hook distinguish from the next one. */
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

    /** Counts a wait that has been examined before. */
    void known(Tally tally, OldWait wait) {
        tally.old(wait.is());
        wait.seen(number);
        old.add(wait);
    }

    /**
     * Counts a wait by its age. Returns true if it is old and not examined yet: the caller must then {@link #add add}
     * it.
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

    /** Counts a wait that this look sees for the first time. */
    void begun(Tally tally) {
        tally.waiting();
        anyNew = true;
    }

    boolean isYoung(@Nullable OldWait known, long since) {
        return known == null && (since == Table.NEW || now - since < thresholdNanos);
    }

    /**
     * Reports whether the thread, whose wait is young, has been in one call of a named method past the threshold, and
     * counts it if so. {@code call} is the slot of that call.
     */
    boolean isOldCall(int call, Thread thread, long id, Tally tally, Wait wait, @Nullable Monitor monitor) {
        long since = call < 0 ? Table.NEW : calls.since(call);
        if (since == Table.NEW) {
            return false;
        }
        OldWait known = calls.old(call);
        if (known != null && known.is() instanceof Classification.Stuck) {
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

    /** Does the same for a virtual thread, whose monitor is read later. */
    boolean isOldCall(int call, Thread thread, long id, Tally tally, Wait wait) {
        return isOldCall(call, thread, id, tally, wait, null);
    }

    /** Adds an old wait that ends with its entry in the table. */
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
     * Removes the waits of threads that are blocked until a stuck coroutine ends: they are no findings of their own.
     * {@code fresh} holds the waits that became old in this look.
     */
    void cover(Set<Long> blocked, List<OldWait> fresh) {
        if (blocked.isEmpty()) {
            return;
        }
        Predicate<OldWait> covered = wait -> blocked.contains(wait.observation().threadId());
        fresh.removeIf(covered);
        for (OldWait wait : old) {
            if (covered.test(wait) && wait.is() instanceof Classification.Stuck) {
                (wait.observation().virtual() ? virtual : platform).covered();
            }
        }
        old.removeIf(covered);
    }
}
